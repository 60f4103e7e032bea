// Copies the fonts that we serve, and those that WeasyPrint embeds in PDF files, from the npm packages.
// Fails when a package no longer holds a file: a missing font must not be found by a reader.
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const modules = join(root, "node_modules");
const target = join(root, "static", "build", "fonts");

const subsets = ["latin", "latin-ext"];
const screen = ["atkinson-hyperlegible-next", "lexend"].flatMap((face) =>
  subsets.map((subset) => [`@fontsource-variable/${face}/files`, `${face}-${subset}-wght-normal.woff2`]),
);
const paper = ["400", "600", "700"].flatMap((weight) => [
  ...["latin", "latin-ext", "cyrillic", "greek", "vietnamese"].map((subset) => [
    "@fontsource/noto-sans/files",
    `noto-sans-${subset}-${weight}-normal.woff2`,
  ]),
  ["@fontsource/noto-sans-arabic/files", `noto-sans-arabic-arabic-${weight}-normal.woff2`],
]);
const licences = [
  ["@fontsource-variable/atkinson-hyperlegible-next", "LICENSE", "atkinson-hyperlegible-next.LICENSE.txt"],
  ["@fontsource-variable/lexend", "LICENSE", "lexend.LICENSE.txt"],
  ["@fontsource/noto-sans", "LICENSE", "noto-sans.LICENSE.txt"],
];

function copy(files, folder) {
  mkdirSync(folder, { recursive: true });
  for (const [from, name, to = name] of files) {
    copyFileSync(join(modules, from, name), join(folder, to));
  }
}

copy(screen, target);
copy(licences, target);
copy(paper, join(target, "pdf"));
console.log(`Copied ${screen.length} screen fonts and ${paper.length} paper fonts.`);
