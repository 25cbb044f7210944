// The emoji picker's data, from Emojibase: an array of groups, each its name,
// then glyph and words in turn. Words are the name and, behind a bar, the tags
// that most emoji share, which are those that people look for. Bangla's letters
// are three bytes each: of these tags there is room for faces and hearts, with
// the English name, by which many look for them.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
/** Faces and hearts. */
const SMILEYS = 0;
/** Hair and skin, which are no emoji of their own. */
const COMPONENTS = 2;
/** Countries have their names and nothing else to be found by. */
const FLAGS = 9;
/** More tags would make the files half as large again. */
const MOST_TAGS = 2;
/** Men and women who do the same: what is to be found stands with the person. */
const GENDERED = /^(man|woman|পুরুষ|মহিলা)\b|: ?(man|woman)/;

const read = (language, file) => require(`emojibase-data/${language}/${file}.json`);

/** Every word of the tags, and how many emoji have it. */
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
  return others.length > 0 ? `${label}|${others.slice(0, MOST_TAGS).join(" ")}` : label;
}

/** Emoji by group, in the usual order, without those that are parts of others. */
function grouped(emoji) {
  const used = emoji.filter(({ group }) => group !== undefined && group !== COMPONENTS);
  used.sort((a, b) => a.order - b.order);
  const groups = new Map();
  for (const one of used) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return groups;
}

const capitalized = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A language's file, its items made by `item` of an emoji and its words. */
function pack(language, item) {
  const emoji = read(language, "compact");
  const counts = tagCounts(emoji);
  const names = new Map(read(language, "messages").groups.map(({ order, message }) => [order, capitalized(message)]));
  const groups = [...grouped(emoji)].map(([group, members]) => [
    names.get(group),
    ...members.flatMap((member) => item(member, wordsOf(member, counts))),
  ]);
  const text = JSON.stringify(groups);
  // The picker writes them into HTML as they are.
  if (/[<>]|&[\w#]|\\"/.test(text)) throw new Error(`A name in ${language} has a character that HTML gives a meaning to.`);
  return Buffer.from(text);
}

const englishNames = new Map(read("en", "compact").map(({ unicode, label }) => [unicode, label]));

/** The words of an emoji with its English name behind them. */
const inBoth = (unicode, words) => `${words}${words.includes("|") ? " " : "|"}${englishNames.get(unicode)}`;

/** Name → contents of the files. */
export function emojiFiles() {
  return new Map([
    ["emoji-en.json", pack("en", ({ unicode }, words) => [unicode, words])],
    ["emoji-bn.json", pack("bn", ({ unicode, group, label }, words) => [unicode, group === SMILEYS ? inBoth(unicode, words) : label])],
  ]);
}
