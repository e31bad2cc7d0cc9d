import { killScenarios } from "../../bench/torture/kill.ts";
import { tortureBriefly } from "../helpers/torture.ts";

tortureBriefly(killScenarios);
