// The emoji picker's data, from Emojibase: an array of groups, each with its name, then glyph and
// words in turn. Words are the name and, after a bar, the tags that most emoji share, because
// people search for those. Bangla letters take three bytes each, so only faces and hearts get tags
// in Bangla, together with the English name, which many people search for.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
/** The group of faces and hearts. */
const SMILEYS = 0;
/** The group of hair and skin, which are only parts of other emoji. */
const COMPONENTS = 2;
/** The group of flags, which are found only by the names of countries. */
const FLAGS = 9;
/** More tags would make the files half as large again. */
const MAX_TAGS = 2;
/** Men and women who do the same: only the gender-neutral person has tags. */
const GENDERED = /^(man|woman|পুরুষ|মহিলা)\b|: ?(man|woman)/;

const read = (language, file) => require(`emojibase-data/${language}/${file}.json`);

/** Counts how many emoji have each word of the tags. */
function tagCounts(emoji) {
  const counts = new Map();
  for (const word of emoji.flatMap(tagWords)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const tagWords = ({ tags = [] }) => tags.flatMap((tag) => tag.split(/[ |]/)).filter((word) => word.length > 2);

function wordsOf(emoji, counts) {
  const { label, group } = emoji;
  if (group === FLAGS || GENDERED.test(label)) return label;
  const said = new Set(label.toLowerCase().split(/[ :,’-]+/));
  const others = [...new Set(tagWords(emoji))].filter((word) => !said.has(word));
  others.sort((a, b) => counts.get(b) - counts.get(a));
  return others.length > 0 ? `${label}|${others.slice(0, MAX_TAGS).join(" ")}` : label;
}

/** Returns emoji by group, in the usual order, without those that are only parts of others. */
function grouped(emoji) {
  const used = emoji.filter(({ group }) => group !== undefined && group !== COMPONENTS);
  used.sort((a, b) => a.order - b.order);
  const groups = new Map();
  for (const one of used) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return groups;
}

const capitalized = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Returns a language's file. `item` makes each entry from an emoji and its words. */
function pack(language, item) {
  const emoji = read(language, "compact");
  const counts = tagCounts(emoji);
  const names = new Map(read(language, "messages").groups.map(({ order, message }) => [order, capitalized(message)]));
  const groups = [...grouped(emoji)].map(([group, members]) => [
    names.get(group),
    ...members.flatMap((member) => item(member, wordsOf(member, counts))),
  ]);
  const text = JSON.stringify(groups);
  // The picker writes them into HTML without escaping.
  if (/[<>]|&[\w#]|\\"/.test(text)) throw new Error(`A name in ${language} has a character that is special in HTML.`);
  return Buffer.from(text);
}

const englishNames = new Map(read("en", "compact").map(({ unicode, label }) => [unicode, label]));

/** Returns the words of an emoji, followed by its English name. */
const inBoth = (unicode, words) => `${words}${words.includes("|") ? " " : "|"}${englishNames.get(unicode)}`;

/** Returns the files: name → contents. */
export function emojiFiles() {
  return new Map([
    ["emoji-en.json", pack("en", ({ unicode }, words) => [unicode, words])],
    ["emoji-bn.json", pack("bn", ({ unicode, group, label }, words) => [unicode, group === SMILEYS ? inBoth(unicode, words) : label])],
  ]);
}
