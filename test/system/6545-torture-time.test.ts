import { timeScenarios } from "../../bench/torture/time.ts";
import { tortureBriefly } from "../helpers/torture.ts";

tortureBriefly(timeScenarios);
