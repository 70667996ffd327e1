// The declarations that a package needs of its own: those that what it exports is made of, and nothing else. A package
// that is bundled must not name in its types what it does not bring along.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";

const STATEMENT = /^(?=\/\*\*|import |export |declare |type |interface )/m;
const IMPORT = /^(import|export)( type)? \{([^}]*)\} from "([^"]+)";$/;
const DECLARATION = /^(?:export )?(?:declare )?(?:abstract )?(?:interface|type|function|const|class) ([\w$]+)/;
const COMMENT = /\/\*[\s\S]*?\*\//g;
const WORD = /[A-Za-z_$][\w$]*/g;

/**
 * Writes what `mod.d.ts` needs to another folder, file by file.
 *
 * @param {string} from Folder of the declarations, as the compiler emitted them.
 * @param {string} to Folder to write to.
 * @param {Record<string, { folder: string, exports: Record<string, string> }>} packages Other packages, by name: the
 *   folder below `from` that holds their declarations, and the `exports` of their manifest.
 * @throws Error when a declaration needs anything from elsewhere, such as from Node's own modules.
 */
export async function bundleTypes(from, to, packages) {
  const modules = new Map();
  const wanted = new Map();

  async function load(file) {
    if (!modules.has(file)) modules.set(file, parse(await readFile(join(from, file), "utf8"), file, packages));
    return modules.get(file);
  }

  async function want(file, name) {
    const names = wanted.get(file) ?? new Set();
    if (names.has(name)) return;
    wanted.set(file, names.add(name));
    const { imports, declarations } = await load(file);
    const imported = imports.get(name);
    if (imported !== undefined) {
      if (imported.file.endsWith(".d.ts")) return want(imported.file, imported.name);
      throw new Error(`The types of the package need ${name} of "${imported.file}" in ${file}: keep it out of them`);
    }
    const text = declarations.get(name);
    if (text === undefined) throw new Error(`${file} declares no ${name}`);
    for (const [word] of text.replace(COMMENT, "").matchAll(WORD)) {
      if (declarations.has(word) || imports.has(word)) await want(file, word);
    }
  }

  for (const name of (await load("mod.d.ts")).exported) await want("mod.d.ts", name);
  for (const [file, names] of wanted) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    await writeFile(join(to, file), textOf(modules.get(file), names, file));
  }
}

/** What each name in a file stands for: something of another file, or what is declared here. */
function parse(text, file, packages) {
  const imports = new Map();
  const declarations = new Map();
  const exported = [];
  let comment = "";
  for (const statement of text.split(STATEMENT)) {
    const code = statement.replace(COMMENT, "").trim();
    const [, keyword, type, list, specifier] = IMPORT.exec(code.replaceAll("\n", " ")) ?? [];
    const [, name] = DECLARATION.exec(code) ?? [];
    if (specifier !== undefined) {
      const target = resolve(specifier, file, packages);
      for (const item of list.split(",").filter((part) => part.trim() !== "")) {
        const [original, alias = original] = item
          .trim()
          .replace(/^type /, "")
          .split(" as ");
        const isType = type !== undefined || item.trim() !== item.trim().replace(/^type /, "");
        imports.set(alias, { file: target, name: original, keyword, isType });
        if (keyword === "export") exported.push(alias);
      }
    } else if (name !== undefined) {
      declarations.set(name, `${declarations.get(name) ?? ""}${comment}${statement}`);
      if (code.startsWith("export ")) exported.push(name);
    } else if (code !== "" && code !== "export {};") {
      throw new Error(`${file} holds a statement that nobody here can read: ${code.slice(0, 80)}`);
    }
    comment = code === "" ? statement : "";
  }
  return { imports, declarations, exported };
}

/** The file that a specifier stands for; itself when that is nothing of ours. */
function resolve(specifier, file, packages) {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(file), asDeclaration(specifier));
  const [name = ""] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
  const source = packages[name]?.exports[`.${specifier.slice(name.length)}`];
  return source === undefined
    ? specifier
    : posix.join(packages[name].folder, asDeclaration(source.replace("/src/", "/")));
}

function asDeclaration(path) {
  return path.replace(/\.ts$/, ".d.ts");
}

function textOf({ imports, declarations }, names, file) {
  const used = [...imports].filter(([alias]) => names.has(alias));
  const lines = used.map(([alias, { file: target, name, keyword, isType }]) => {
    const path = posix.relative(posix.dirname(file), target).replace(/\.d\.ts$/, ".js");
    const what = name === alias ? name : `${name} as ${alias}`;
    return `${keyword} ${isType ? "type " : ""}{ ${what} } from "${path.startsWith(".") ? path : `./${path}`}";\n`;
  });
  return [...lines, ...[...declarations].filter(([name]) => names.has(name)).map(([, text]) => text)].join("");
}
