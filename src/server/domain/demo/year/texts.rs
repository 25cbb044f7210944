//! The lines of a year: sentences of a bookshop in English and Bangla. Some
//! words are in many conversations and some in one, as in any shop: a search is
//! measured by both (`scripts/bench.d/large`).

use crate::model::language::Language;

/// The maximum number of lines of a conversation, without follow-ups.
pub(super) const LINES: usize = 13;

const BOOKS: [[&str; 11]; 2] = [
    [
        "The Blue Umbrella",
        "A River Sutra",
        "Midnight Rain",
        "Mathematics for Class Nine",
        "Hundred Poems",
        "The Home and the World",
        "Learning to Code",
        "Birds of the Delta",
        "The Cookbook of My Mother",
        "A Short History of Boats",
        "Winter Garden",
    ],
    [
        "পথের পাঁচালী",
        "শেষের কবিতা",
        "হিমু সমগ্র",
        "গণিত নবম শ্রেণি",
        "সোনার তরী",
        "ঘরে বাইরে",
        "প্রোগ্রামিং শেখা",
        "বাংলার পাখি",
        "মায়ের রান্না",
        "নৌকার ইতিহাস",
        "শীতের বাগান",
    ],
];
const PLACES: [[&str; 7]; 2] = [
    ["Dhaka", "Chattogram", "Sylhet", "Khulna", "Rajshahi", "Barishal", "Rangpur"],
    ["ঢাকা", "চট্টগ্রাম", "সিলেট", "খুলনা", "রাজশাহী", "বরিশাল", "রংপুর"],
];
/// The first is used in the first half of the year only.
const WEATHER: [[&str; 2]; 2] =
    [["it has rained with the monsoon", "the sun has been shining"], ["বর্ষায় বৃষ্টি হচ্ছে", "রোদ উঠেছে"]];
const SENTENCES: [[&str; LINES]; 2] = [
    [
        "Good morning! I ordered {book} and am waiting for the parcel. The number is {order}.",
        "Hello, thank you for writing. I will look for your order right away.",
        "It should have come to {place} last week, and {weather} since then.",
        "The parcel left our store yesterday and is on its way to {place}.",
        "Can I pay with bKash when it arrives? And do you still have {book}?",
        "Yes, you can. We have three copies of {book} on the shelf.",
        "Then please add one of them. My telephone number ends with {digits}.",
        "I have added it. Both come together, and delivery stays free of charge.",
        "Wonderful, thank you very much for your help.",
        "You are welcome. Is there anything else?",
        "One more thing: can you wrap {book} as a present?",
        "Of course. I have made a note for our store in {place}.",
        "Perfect, that is all. Have a nice day!",
    ],
    [
        "শুভ সকাল! আমি {book} অর্ডার করেছিলাম, পার্সেল এখনও পাইনি। নম্বর {order}।",
        "ধন্যবাদ লেখার জন্য। আমি এখনই আপনার অর্ডারটি দেখছি।",
        "গত সপ্তাহে {place} পৌঁছানোর কথা ছিল, এদিকে {weather}।",
        "পার্সেল গতকাল আমাদের গুদাম থেকে {place} রওনা হয়েছে।",
        "হাতে পেয়ে বিকাশে টাকা দেওয়া যাবে? আর {book} বইটি কি আছে?",
        "জি, দেওয়া যাবে। {book} বইটির তিনটি কপি আমাদের কাছে আছে।",
        "তাহলে একটি যোগ করে দিন। আমার ফোনের শেষ সংখ্যা {digits}।",
        "যোগ করে দিয়েছি, দুটি একসাথে যাবে, ডেলিভারি ফ্রি।",
        "চমৎকার, সাহায্যের জন্য অনেক ধন্যবাদ।",
        "আপনাকে স্বাগতম। আর কিছু জানতে চান?",
        "আরেকটা কথা: {book} কি উপহারের মোড়কে দেওয়া যায়?",
        "অবশ্যই। {place} গুদামে জানিয়ে রেখেছি।",
        "দারুণ, আর কিছু না। ভালো থাকবেন!",
    ],
];
const AGAIN: [[&str; 2]; 2] =
    [["Hello, are you there?", "I would be glad of an answer today."], ["হ্যালো, আছেন?", "আজ উত্তর পেলে ভালো হয়।"]];
const SUBJECTS: [[&str; 5]; 2] = [
    ["Where is my order?", "Payment on delivery", "One more copy", "A book as a present", ""],
    ["আমার অর্ডার কোথায়?", "হাতে পেয়ে টাকা", "আরেকটি কপি", "উপহারের বই", ""],
];
/// The comments with few stars and with many.
const COMMENTS: [[&str; 2]; 2] = [["It took too long.", "Quick and friendly!"], ["অনেক দেরি হয়েছে।", "দ্রুত আর আন্তরিক!"]];
const FIRST_NAMES: [&str; 11] =
    ["Amina", "Rahim", "Shirin", "Tariq", "Nusrat", "রফিক", "সুমাইয়া", "Farhan", "মেহজাবিন", "Kabir", "Laila"];
const LAST_NAMES: [&str; 13] = [
    "Uddin",
    "Akter",
    "হোসেন",
    "Chowdhury",
    "ইসলাম",
    "Sarkar",
    "Begum",
    "দাস",
    "Talukder",
    "Khan",
    "Mia",
    "Sultana",
    "রায়",
];
/// The lowest order number. All order numbers have the same number of digits.
const FIRST_ORDER: usize = 1_000_000;

/// The values that are inserted into the sentences.
pub(super) struct Placeholders {
    pub language: Language,
    /// The number of the conversation, from which a unique order number is
    /// made.
    pub order: usize,
    /// Whether the conversation is in the first half of the year.
    pub is_early: bool,
}

impl Placeholders {
    /// Returns one of the [`LINES`].
    pub(super) fn line(&self, index: usize) -> String {
        let (language, number) = (of(self.language), self.order * LINES + index);
        SENTENCES[language][index % LINES]
            .replace("{book}", BOOKS[language][number / 7 % 11])
            .replace("{place}", PLACES[language][number / 11 % 7])
            .replace("{weather}", WEATHER[language][usize::from(!self.is_early)])
            .replace("{order}", &(FIRST_ORDER + self.order).to_string())
            .replace("{digits}", &format!("{:04}", number * 7919 % 10_000))
    }
}

fn of(language: Language) -> usize {
    match language {
        Language::En => 0,
        Language::Bn => 1,
    }
}

/// Returns the lines of a customer who has received no answer.
pub(super) fn again(language: Language) -> &'static [&'static str] {
    &AGAIN[of(language)]
}

pub(super) fn subject(language: Language, number: usize) -> &'static str {
    SUBJECTS[of(language)][number / 3 % 5]
}

/// Returns the comment of a rating; many have none.
pub(super) fn comment(language: Language, stars: i32) -> &'static str {
    match stars {
        1 | 2 => COMMENTS[of(language)][0],
        5 => COMMENTS[of(language)][1],
        _ => "",
    }
}

/// Returns a customer's name: one of 143, the same in both languages.
pub(super) fn name(number: usize) -> String {
    format!("{} {}", FIRST_NAMES[number % 11], LAST_NAMES[number / 11 % 13])
}
