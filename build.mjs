// Builds static/dist: scripts, styles, icons and fonts under hashed names, and manifest.json,
// which maps the names used in templates ("main.css") to the names served ("main-4F2A.css").
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import * as esbuild from "esbuild";

const run = promisify(execFile);
const python = process.env.PYTHON ?? ".venv/bin/python";
const dist = "static/dist";
const cache = "node_modules/.cache/palier-fonts";
const packages = "node_modules";
const manifest = {};
const scripts = [
  "arabic",
  "bengali",
  "devanagari",
  "ethiopic",
  "gujarati",
  "gurmukhi",
  "kannada",
  "khmer",
  "lao",
  "malayalam",
  "myanmar",
  "oriya",
  "sinhala",
  "tamil",
  "telugu",
  "thai",
];

// What French needs, and the letters of many a neighbour’s name, comes first and small. The two other
// files are fetched by the browser only for a page that shows one of their letters: hence ranges
// without U+202F or the superscripts, which Atkinson lacks and which would make every page fetch
// them in vain.
const ranges = {
  ext: "U+100-151,U+154-17F,U+192,U+218-21B,U+237",
  latin:
    "U+A1-A6,U+A8,U+AA,U+AC,U+AE-AF,U+B1,U+B4-B6,U+B8-BA,U+BC-C1,U+C3-C5,U+CC-CD,U+D0-D3," +
    "U+D5,U+D8,U+DA,U+DD-DF,U+E5,U+EC,U+F0,U+F2,U+F8,U+FD-FE," +
    "U+2C6,U+2DA,U+2DC,U+201A,U+201E,U+2039-203A,U+2044,U+2122",
  core:
    "U+20-7E,U+A0,U+A7,U+A9,U+AB,U+AD,U+B0,U+B2-B3,U+B7,U+BB,U+C0,U+C2,U+C4,U+C6-CB,U+CE-CF,U+D4," +
    "U+D6-D7,U+D9,U+DB-DC,U+E0-E4,U+E6-EB,U+ED-EF,U+F1,U+F3-F7,U+F9-FC,U+FF," +
    "U+131,U+152-153,U+2013-2014,U+2018-2019,U+201C-201D,U+2022,U+2026,U+20AC,U+2212",
};

const fontName = (weight, part) => `atkinson-${weight}${part === "core" ? "" : `-${part}`}.woff2`;

/** Cuts one face out of Atkinson Hyperlegible: only these letters, without hinting. */
async function subsetFont(weight, part) {
  const source = part === "ext" ? "latin-ext" : "latin";
  await run(python, [
    "-m",
    "fontTools.subset",
    `${packages}/@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-${source}-${weight}-normal.woff2`,
    `--unicodes=${ranges[part]}`,
    "--layout-features=kern,mark,mkmk,ccmp,locl",
    "--no-hinting",
    "--desubroutinize",
    "--flavor=woff2",
    `--output-file=${join(cache, fontName(weight, part))}`,
  ]);
}

/** Faces from the rarest letters to the commonest: where ranges meet, the last one declared wins. */
function fontFaces() {
  const faces = [400, 700].flatMap((weight) =>
    Object.keys(ranges).map(
      (part) =>
        `@font-face{font-family:"Atkinson Hyperlegible";font-style:normal;font-weight:${weight};font-display:swap;` +
        `src:url("./${fontName(weight, part)}") format("woff2");unicode-range:${ranges[part]}}`,
    ),
  );
  return writeFile(join(cache, "fonts.css"), faces.join("\n"));
}

async function webFonts() {
  await mkdir(cache, { recursive: true });
  await Promise.all([400, 700].flatMap((weight) => Object.keys(ranges).map((part) => subsetFont(weight, part))));
  await fontFaces();
}

/** Whole fonts for the letters printed to PDF: read by the server, never sent to a browser. */
async function letterFonts() {
  const folder = join(dist, "letters");
  await mkdir(folder, { recursive: true });
  const dejavu = `${packages}/dejavu-fonts-ttf/ttf`;
  const google = `${packages}/@expo-google-fonts`;
  await Promise.all([
    cp(`${dejavu}/DejaVuSans.ttf`, `${folder}/DejaVuSans.ttf`),
    cp(`${dejavu}/DejaVuSans-Bold.ttf`, `${folder}/DejaVuSans-Bold.ttf`),
    cp(`${google}/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf`, `${folder}/NotoSansSC.ttf`),
    cp(`${google}/nanum-gothic/400Regular/NanumGothic_400Regular.ttf`, `${folder}/NanumGothic.ttf`),
    ...scripts.map(unpackScript),
  ]);
  for (const name of await readdir(folder)) manifest[`letters/${name}`] = `letters/${name}`;
}

/** A face of Noto Sans for one script: enough for names, the rest is written in DejaVu. */
function unpackScript(script) {
  const capital = script[0].toUpperCase() + script.slice(1);
  const source = `${packages}/@fontsource/noto-sans-${script}/files/noto-sans-${script}-${script}-400-normal.woff2`;
  return unpackFont(source, `${dist}/letters/NotoSans${capital}.ttf`);
}

const unpackFont = (woff2, ttf) => run(python, ["-m", "fontTools.ttLib.woff2", "decompress", "-o", ttf, woff2]);

/** One <symbol> from an SVG file. Strokes are left to the stylesheet, which sees through <use>. */
function symbol(name, svg) {
  const box = svg.match(/viewBox="([^"]+)"/)[1];
  const inside = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="${box}">${inside.replace(/\s*\n\s*/g, "").trim()}</symbol>`;
}

async function icons() {
  const lines = (await readFile("static/icons.txt", "utf8")).split("\n").map((line) => line.trim());
  const listed = [...new Set(lines)].filter((line) => line && !line.startsWith("#"));
  const own = (await readdir("static/icons").catch(() => [])).filter((file) => file.endsWith(".svg"));
  const files = [
    ...listed.map((name) => `${packages}/lucide-static/icons/${name}.svg`),
    ...own.map((file) => `static/icons/${file}`),
  ];
  const symbols = await Promise.all(
    files.map(async (file) => symbol(basename(file, ".svg"), await readFile(file, "utf8"))),
  );
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
  const hash = createHash("sha256").update(sprite).digest("hex").slice(0, 8).toUpperCase();
  manifest["icons.svg"] = `icons-${hash}.svg`;
  await writeFile(join(dist, manifest["icons.svg"]), sprite);
}

/** Remembers what esbuild wrote under the names of the sources: "main.js", "chat.js", "atkinson-400.woff2". */
function remember(outputs) {
  for (const [output, { entryPoint, inputs }] of Object.entries(outputs)) {
    const file = basename(output);
    if (file.endsWith(".css")) manifest["main.css"] = file;
    else if (entryPoint?.startsWith("static/")) manifest[basename(entryPoint)] = file;
    else if (file.endsWith(".woff2")) manifest[basename(Object.keys(inputs)[0])] = file;
  }
}

async function bundle() {
  const common = { bundle: true, minify: true, metafile: true, outdir: dist, assetNames: "[name]-[hash]" };
  const scripts = esbuild.build({
    ...common,
    entryPoints: ["static/behaviours/main.js"],
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    format: "esm",
    // Its one-file build needs no helper of esbuild, which would be one more file for every page.
    alias: { "socket.io-client": `./${packages}/socket.io-client/dist/socket.io.esm.min.js` },
    splitting: true,
    target: "es2022",
    legalComments: "none",
  });
  // The stylesheet is the faces followed by ours: named on stdin, so that ours need not know them.
  const styles = esbuild.build({
    ...common,
    entryNames: "main-[hash]",
    stdin: {
      contents: `@import "./${cache}/fonts.css"; @import "./static/styles/main.css";`,
      loader: "css",
      resolveDir: ".",
      sourcefile: "main.css",
    },
    loader: { ".woff2": "file", ".svg": "file" },
    target: ["chrome111", "firefox114", "safari16.4"],
  });
  for (const { metafile } of await Promise.all([scripts, styles])) remember(metafile.outputs);
}

/** Ready-made .br and .gz beside every text file that they make smaller. */
const compress = () => run(python, ["-m", "whitenoise.compress", "--quiet", dist, "woff2", "ttf"]);

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await Promise.all([webFonts(), letterFonts(), icons()]);
await bundle();
await compress();
await writeFile(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
