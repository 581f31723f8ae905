#!/usr/bin/env node
// A file of the repository, so that npm can link the command before the first build.
await import("../dist/cli.js");
