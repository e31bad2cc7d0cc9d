import { scarcityScenarios } from "../../bench/torture/scarcity.ts";
import { tortureBriefly } from "../helpers/torture.ts";

tortureBriefly(scarcityScenarios);
