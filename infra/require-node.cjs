// Plain CommonJS that any Node can read: it has to say its sentence on exactly the versions that can't run the rest.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `Node ${process.versions.node} is too old for this project's scripts (22.19 or later; 24 is what Lambda runs). ` +
      'Run `npm ci` without --omit=optional, which brings a Node 24 of its own where the platform has one, or install Node 24.',
  );
  process.exit(1);
}
