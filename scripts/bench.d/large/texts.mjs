// What is said: sentences of a bookshop in English and Bangla. Some words are
// everywhere, some are rare; `{i}` is the message's number, which one has alone.
import { one, word } from "./dialect.mjs";

const BOOKS = {
  en: ["The Blue Umbrella", "A River Sutra", "Midnight Rain", "Mathematics for Class Nine", "Hundred Poems", "The Home and the World",
    "Learning to Code", "Birds of the Delta", "The Cookbook of My Mother", "A Short History of Boats", "Winter Garden"],
  bn: ["পথের পাঁচালী", "শেষের কবিতা", "হিমু সমগ্র", "গণিত নবম শ্রেণি", "সোনার তরী", "ঘরে বাইরে", "প্রোগ্রামিং শেখা", "বাংলার পাখি",
    "মায়ের রান্না", "নৌকার ইতিহাস", "শীতের বাগান"],
};
const PLACES = {
  en: ["Dhaka", "Chattogram", "Sylhet", "Khulna", "Rajshahi", "Barishal", "Rangpur"],
  bn: ["ঢাকা", "চট্টগ্রাম", "সিলেট", "খুলনা", "রাজশাহী", "বরিশাল", "রংপুর"],
};

/** After the welcome: customer and agent in turn. Two of ten say "parcel", one day in ten is a rainy one. */
const LINES = {
  en: [
    "Good morning! I ordered {book} and wait for the parcel. The number is {i}.",
    "Hello, thank you for writing. I shall look for your order at once.",
    "It was to come to {place} last week, and {rain} since then.",
    "The parcel left our store yesterday and is on its way to {place}.",
    "Can I pay with bKash when it arrives? And is {book} still to be had?",
    "Yes, that is possible. We have three copies of {book} on the shelf.",
    "Then please add one of them. My telephone number ends with {i}.",
    "I have added it; both come together and delivery stays free of charge.",
    "Wonderful, thank you very much for your help.",
  ],
  bn: [
    "শুভ সকাল! আমি {book} অর্ডার করেছিলাম, পার্সেল এখনও পাইনি। নম্বর {i}।",
    "ধন্যবাদ লেখার জন্য। আমি এখনই আপনার অর্ডারটি দেখছি।",
    "গত সপ্তাহে {place} পৌঁছানোর কথা ছিল, এদিকে {rain}।",
    "পার্সেল গতকাল আমাদের গুদাম থেকে {place} রওনা হয়েছে।",
    "হাতে পেয়ে বিকাশে টাকা দেওয়া যাবে? আর {book} বইটি কি আছে?",
    "জি, দেওয়া যাবে। {book} বইটির তিনটি কপি আমাদের কাছে আছে।",
    "তাহলে একটি যোগ করে দিন। আমার ফোনের শেষ সংখ্যা {i}।",
    "যোগ করে দিয়েছি, দুটি একসাথে যাবে, ডেলিভারি ফ্রি।",
    "চমৎকার, সাহায্যের জন্য অনেক ধন্যবাদ।",
  ],
};
const WELCOME = { en: "Hello! How can we help you today?", bn: "আসসালামু আলাইকুম, কীভাবে সহযোগিতা করতে পারি?" };
/** Said in the first half of the year only. */
const RAIN = { en: ["it rains with the monsoon", "the sun shines"], bn: ["বর্ষায় বৃষ্টি হচ্ছে", "রোদ উঠেছে"] };

/** A line as an expression, its gaps filled by numbers. */
function filled(line, language, { message, isEarly }) {
  const gaps = {
    "{i}": `(${message})`,
    "{book}": word(`(${message}) / 7`, BOOKS[language]),
    "{place}": word(`(${message}) / 11`, PLACES[language]),
    "{rain}": `CASE WHEN ${isEarly} THEN '${RAIN[language][0]}' ELSE '${RAIN[language][1]}' END`,
  };
  const parts = line.split(/(\{\w+\})/).filter((part) => part !== "");
  return parts.map((part) => gaps[part] ?? `'${part}'`).join(" || ");
}

/** What a message says: `place` in its conversation, `isBangla` and the others are expressions. */
export function content({ place, isBangla, ...numbers }) {
  const lines = (language) => one(place, [`'${WELCOME[language]}'`, ...LINES[language].map((line) => filled(line, language, numbers))]);
  return `CASE WHEN ${isBangla} THEN ${lines("bn")} ELSE ${lines("en")} END`;
}

/** The beginning of a conversation's last message. */
export const lastWords = (isBangla) => `CASE WHEN ${isBangla} THEN '${LINES.bn.at(-1)}' ELSE '${LINES.en.at(-1)}' END`;

/** A customer's name. */
export function customerName(number) {
  const first = ["Amina", "Rahim", "Shirin", "Tariq", "Nusrat", "রফিক", "সুমাইয়া", "Farhan", "মেহজাবিন", "Kabir", "Laila"];
  const last = ["Uddin", "Akter", "হোসেন", "Chowdhury", "ইসলাম", "Sarkar", "Begum", "দাস", "Talukder", "Khan", "Mia", "Sultana", "রায়"];
  return `${word(number, first)} || ' ' || ${word(`(${number}) / 11`, last)}`;
}
