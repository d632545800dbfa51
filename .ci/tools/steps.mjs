// Prints what the steps of workflows execute, for .ci/workflows: node steps.mjs DIR VALUES.json FILE...
// DIR gets a script JOB-NUMBER.sh for each `run:` and each row of the job's matrix, which sets the step's environment first.
// VALUES.json gives the values of expressions, such as {"github.ref_name": "v0.1.0"}. An expression without a value is an error.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parse } from "yaml";

const [directory, valuesFile, ...files] = process.argv.slice(2);
const values = JSON.parse(await readFile(valuesFile, "utf8"));
const quoted = (text) => `'${String(text).replaceAll("'", "'\\''")}'`;

function rows(matrix) {
    if (matrix === undefined) return [{}];
    if (matrix.include !== undefined) return matrix.include;
    const [[name, all], ...others] = Object.entries(matrix);
    if (others.length > 0) throw new Error("a matrix of several names is not read here");
    return all.map((value) => ({ [name]: value }));
}

function filled(text, row, place) {
    return String(text).replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression) => {
        const value = expression.startsWith("matrix.") ? row[expression.slice(7)] : values[expression];
        if (value === undefined) throw new Error(`${place}: no value is known for ${expression}`);
        return value;
    });
}

await mkdir(directory, { recursive: true });
for (const file of files) {
    const workflow = parse(await readFile(file, "utf8"));
    for (const [job, { strategy, steps }] of Object.entries(workflow.jobs)) {
        for (const row of rows(strategy?.matrix)) {
            for (const [number, { env, run }] of steps.entries()) {
                if (run === undefined) continue;
                const place = `${basename(file, ".yml")}-${[job, ...Object.values(row)].join("-")}-${number}`;
                if (run.includes("${{")) throw new Error(`${place}: an expression inside a command could become a command; use env`);
                const settings = Object.entries(env ?? {}).map(([name, value]) => `export ${name}=${quoted(filled(value, row, place))}\n`);
                // GitHub runs such a step with these options.
                await writeFile(join(directory, `${place}.sh`), `#!/bin/bash\nset -eo pipefail\n${settings.join("")}${run}\n`);
                console.log(place);
            }
        }
    }
}
