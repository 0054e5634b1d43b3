// What AsyncAPI's own parser finds wrong with a document, and how many messages it holds.
const { readFileSync } = require("node:fs");
const { Parser } = require("@asyncapi/parser");

new Parser().parse(readFileSync(process.argv[2], "utf8")).then(({ document, diagnostics }) => {
  for (const { code, message, path } of diagnostics) {
    console.log(`${path.join(".")}: ${code}: ${message}`);
  }
  console.log(`${document ? document.allMessages().all().length : 0} messages`);
});
