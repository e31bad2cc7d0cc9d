import { worldScenarios } from "../../bench/torture/world.ts";
import { tortureBriefly } from "../helpers/torture.ts";

tortureBriefly(worldScenarios);
