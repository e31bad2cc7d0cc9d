import { applyFaultScenarios } from "../../bench/torture/apply-faults.ts";
import { tortureBriefly } from "../helpers/torture.ts";

tortureBriefly(applyFaultScenarios);
