import { adoptionFaultScenarios } from "../../bench/torture/adoption-faults.ts";
import { faultScenarios } from "../../bench/torture/faults.ts";
import { tortureBriefly } from "../helpers/torture.ts";

tortureBriefly([...faultScenarios, ...adoptionFaultScenarios]);
