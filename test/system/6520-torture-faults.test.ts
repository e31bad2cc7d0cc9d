import { faultScenarios } from "../../bench/torture/faults.ts";
import { tortureBriefly } from "../helpers/torture.ts";

tortureBriefly(faultScenarios);
