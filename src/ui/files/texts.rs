//! The texts about files, in both languages.

use crate::model::language::Language;

/// The texts in one language.
#[derive(Debug)]
pub struct FileTexts {
    /// The button that picks files.
    pub attach: &'static str,
    /// The overlay while files are dragged over the conversation.
    pub drop_here: &'static str,
    /// The name of the list of uploads.
    pub on_their_way: &'static str,
    /// A file that waits to be sent.
    pub waiting: &'static str,
    /// A file that could not be sent yet.
    pub trying_again: &'static str,
    /// Below the list, where the browser does not keep the files.
    pub keep_open: &'static str,
    /// The button that cancels an upload.
    pub cancel: &'static str,
    /// The button that retries an upload.
    pub retry: &'static str,
    /// The button that removes a refused file from the list.
    pub remove: &'static str,
    /// Before the name of a picture that can be opened.
    pub open: &'static str,
    /// Before the name of a file that can be saved.
    pub download: &'static str,
    pub(super) too_large: (&'static str, &'static str),
    /// A proxy in front of the server has a smaller limit than the settings.
    pub(super) proxy_too_large: &'static str,
    /// A proxy or firewall in front of the server refuses the file.
    pub(super) proxy_refused: &'static str,
    pub(super) wrong_kind: (&'static str, &'static str),
    pub(super) empty: &'static str,
    pub(super) damaged: &'static str,
    pub(super) closed: &'static str,
    pub(super) signed_out: &'static str,
    /// The shop has blocked the customer.
    pub(super) blocked: &'static str,
    pub(super) gone: &'static str,
    pub(super) unreadable: &'static str,
    pub(super) not_sent: &'static str,
}

const EN: FileTexts = FileTexts {
    attach: "Attach files",
    drop_here: "Drop files here to attach them",
    on_their_way: "Files to send",
    waiting: "Waiting",
    trying_again: "Not sent yet. Trying again…",
    keep_open: "Keep this page open until your files are sent. If you reload it, you'll have to choose them again.",
    cancel: "Cancel sending",
    retry: "Try again",
    remove: "Remove",
    open: "Open image: ",
    download: "Download: ",
    too_large: ("This file is larger than ", ". Choose a smaller one."),
    proxy_too_large: "The shop's server refused this file because of its size. Choose a smaller one.",
    proxy_refused: "A filter in front of the shop's server refused this file.",
    wrong_kind: ("This file type isn't allowed. Allowed: ", "."),
    empty: "This file is empty.",
    damaged: "This image is damaged or too large.",
    closed: "The conversation has ended. Reopen it to send this.",
    signed_out: "Your session has ended. Try again in a moment.",
    blocked: "The shop isn't taking files from you at the moment.",
    gone: "This conversation no longer exists.",
    unreadable: "This file can't be read any more. It may have been moved or changed. Choose it again.",
    not_sent: "The file couldn't be sent.",
};

const BN: FileTexts = FileTexts {
    attach: "ফাইল যুক্ত করুন",
    drop_here: "যুক্ত করতে ফাইল এখানে ছাড়ুন",
    on_their_way: "পাঠানোর ফাইল",
    waiting: "অপেক্ষায়",
    trying_again: "এখনও পাঠানো যায়নি। আবার চেষ্টা চলছে…",
    keep_open: "ফাইল পাঠানো শেষ না হওয়া পর্যন্ত এই পাতা খোলা রাখুন। আবার লোড করলে ফাইলগুলো আবার বেছে নিতে হবে।",
    cancel: "পাঠানো বাতিল করুন",
    retry: "আবার চেষ্টা করুন",
    remove: "সরান",
    open: "ছবি খুলুন: ",
    download: "ডাউনলোড করুন: ",
    too_large: ("ফাইলটি ", "র চেয়ে বড়। একটি ছোট ফাইল বেছে নিন।"),
    proxy_too_large: "আকারের কারণে দোকানের সার্ভার ফাইলটি নেয়নি। একটি ছোট ফাইল বেছে নিন।",
    proxy_refused: "দোকানের সার্ভারের সামনের একটি ফিল্টার ফাইলটি আটকে দিয়েছে।",
    wrong_kind: ("এই ধরনের ফাইল পাঠানো যায় না। পাঠানো যায়: ", "।"),
    empty: "ফাইলটি খালি।",
    damaged: "ছবিটি নষ্ট, অথবা বেশি বড়।",
    closed: "কথোপকথনটি শেষ হয়েছে। এটি পাঠাতে আবার শুরু করুন।",
    signed_out: "সেশন শেষ হয়েছে। একটু পরে আবার চেষ্টা করুন।",
    blocked: "দোকান এই মুহূর্তে আপনার ফাইল নিচ্ছে না।",
    gone: "কথোপকথনটি আর নেই।",
    unreadable: "ফাইলটি আর পড়া যাচ্ছে না। হয়তো সরানো বা বদলানো হয়েছে। আবার বেছে নিন।",
    not_sent: "ফাইলটি পাঠানো যায়নি।",
};

impl FileTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
