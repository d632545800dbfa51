// Validates a bill of materials against the JSON schema of CycloneDX 1.6, for .ci/parts: node bill.mjs FILE
import { readFile } from "node:fs/promises";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";

const error = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(await readFile(process.argv[2], "utf8"));
if (error !== null) {
    console.error(JSON.stringify(error, null, 1));
    process.exit(1);
}
