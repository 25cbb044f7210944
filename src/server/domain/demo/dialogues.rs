//! The dialogues of the demonstration.

use crate::model::{conversation::Priority, language::Language};

/// The side that says a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Customer,
    Agent,
}
use Side::{Agent, Customer};

/// One dialogue, in both languages.
pub(super) struct Dialogue {
    subject: [&'static str; 2],
    lines: [&'static [(Side, &'static str)]; 2],
    pub(super) priority: Priority,
}

impl Dialogue {
    pub(super) fn subject(&self, language: Language) -> &'static str {
        self.subject[index(language)]
    }

    pub(super) fn lines(&self, language: Language) -> &'static [(Side, &'static str)] {
        self.lines[index(language)]
    }
}

fn index(language: Language) -> usize {
    match language {
        Language::En => 0,
        Language::Bn => 1,
    }
}

/// All dialogues.
pub(super) const DIALOGUES: [Dialogue; 10] = [
    Dialogue {
        subject: ["Where is my order?", "আমার অর্ডার কোথায়?"],
        lines: [
            &[
                (Customer, "I need help with my order"),
                (Agent, "Of course. What is your order number?"),
                (Customer, "ORDER-12345, it should have come on Monday 😕"),
                (Agent, "Found it: it's with the courier and will arrive today before 18:00."),
                (Customer, "Thank you, that helps ❤️"),
            ],
            &[
                (Customer, "আমার বইয়ের অর্ডারটা কবে পাব?"),
                (Agent, "অর্ডার নম্বরটা জানাবেন?"),
                (Customer, "ORDER-20417, সোমবার আসার কথা ছিল"),
                (Agent, "পেয়েছি। কুরিয়ারে আছে, আজ সন্ধ্যা ৬টার আগে পৌঁছে যাবে।"),
                (Customer, "অনেক ধন্যবাদ ❤️"),
            ],
        ],
        priority: Priority::High,
    },
    Dialogue {
        subject: ["Return of a damaged book", "ছেঁড়া বই ফেরত"],
        lines: [
            &[
                (Customer, "The cover of my book arrived torn. Can I return it?"),
                (Agent, "I'm sorry to hear that. Yes, within 7 days of delivery. When did it arrive?"),
                (Customer, "Yesterday evening"),
                (Agent, "Then please keep it ready: our courier brings a new copy tomorrow and takes this one back."),
            ],
            &[
                (Customer, "বইয়ের মলাট ছেঁড়া পেয়েছি। ফেরত দেওয়া যাবে?"),
                (Agent, "দুঃখিত। ডেলিভারির ৭ দিনের মধ্যে ফেরত দিতে পারবেন। কবে পেয়েছেন?"),
                (Customer, "গতকাল সন্ধ্যায়"),
                (Agent, "বইটা তৈরি রাখুন, কাল কুরিয়ার নতুন কপি দিয়ে এটা নিয়ে আসবে।"),
            ],
        ],
        priority: Priority::Normal,
    },
    Dialogue {
        subject: ["Paid twice with bKash", "বিকাশে দুবার টাকা কেটেছে"],
        lines: [
            &[
                (Customer, "bKash took the money twice for one order"),
                (Agent, "Let me look. Could you send the two transaction IDs?"),
                (Customer, "8GH2K1 and 8GH2K7"),
                (Agent, "Thank you. The second payment goes back to your wallet within three working days."),
                (Customer, "Please be quick, it was my last money this month"),
            ],
            &[
                (Customer, "একটা অর্ডারে বিকাশে দুবার টাকা কেটে নিয়েছে"),
                (Agent, "দেখছি। ট্রানজ্যাকশন আইডি দুটো দেবেন?"),
                (Customer, "8GH2K1 আর 8GH2K7"),
                (Agent, "ধন্যবাদ। দ্বিতীয় পেমেন্টটা তিন কার্যদিবসের মধ্যে ফেরত যাবে।"),
                (Customer, "একটু তাড়াতাড়ি করবেন প্লিজ"),
            ],
        ],
        priority: Priority::Urgent,
    },
    Dialogue {
        subject: ["Shipping to Sylhet", "সিলেটে ডেলিভারি"],
        lines: [
            &[
                (Customer, "Do you ship to Sylhet?"),
                (Agent, "Yes, in 3 to 7 days. Shipping is free for orders above 1000 Taka."),
                (Customer, "Great"),
            ],
            &[
                (Customer, "সিলেটে ডেলিভারি দেন?"),
                (Agent, "জি, ৩-৭ দিনের মধ্যে। ১০০০ টাকার উপরে শিপিং ফ্রি।"),
                (Customer, "দারুণ"),
            ],
        ],
        priority: Priority::Low,
    },
    Dialogue {
        subject: ["Which edition?", "কোন সংস্করণ?"],
        lines: [
            &[
                (Customer, "Is the Gitanjali on your page the bilingual edition?"),
                (Agent, "It's the Bangla edition. The bilingual one is back next week. Shall I keep one for you?"),
                (Customer, "Yes please, one copy"),
                (Agent, "Done. You'll get a message when it's here."),
            ],
            &[
                (Customer, "গীতাঞ্জলি বইটা কি দ্বিভাষিক সংস্করণ?"),
                (Agent, "এটা শুধু বাংলা। দ্বিভাষিক সংস্করণ আগামী সপ্তাহে আসবে, একটা রেখে দেব?"),
                (Customer, "জি, এক কপি"),
                (Agent, "রেখে দিলাম। এলে মেসেজ পাবেন।"),
            ],
        ],
        priority: Priority::Normal,
    },
    Dialogue {
        subject: ["Renting a book", "বই ভাড়া"],
        lines: [
            &[
                (Customer, "How does renting work? Can I keep a book for a month?"),
                (Agent, "You can rent for 7, 14 or 30 days. Choose the time on the book's page."),
                (Customer, "And if I am late?"),
                (Agent, "Each extra day costs a thirtieth of the monthly price."),
            ],
            &[
                (Customer, "বই ভাড়া কীভাবে নেব? এক মাস রাখা যাবে?"),
                (Agent, "৭, ১৪ বা ৩০ দিনের জন্য নিতে পারেন। বইয়ের পেজে সময় বেছে নিন।"),
                (Customer, "দেরি হলে?"),
                (Agent, "প্রতি বাড়তি দিনে মাসিক ভাড়ার ত্রিশ ভাগের এক ভাগ।"),
            ],
        ],
        priority: Priority::Low,
    },
    Dialogue {
        subject: ["Change of address", "ঠিকানা বদল"],
        lines: [
            &[
                (Customer, "I moved. Can you send my parcel to Mirpur instead of Uttara?"),
                (Agent, "It hasn't left yet, so yes. What's the new address?"),
                (Customer, "House 12, Road 3, Mirpur 10, Dhaka"),
                (Agent, "Changed. It leaves this afternoon."),
                (Customer, "You are quick, thanks"),
            ],
            &[
                (Customer, "বাসা বদলেছি। পার্সেলটা উত্তরার বদলে মিরপুরে পাঠানো যাবে?"),
                (Agent, "এখনও রওনা হয়নি, তাই যাবে। নতুন ঠিকানাটা দিন।"),
                (Customer, "বাড়ি ১২, রোড ৩, মিরপুর ১০, ঢাকা"),
                (Agent, "বদলে দিলাম। আজ বিকেলে রওনা হবে।"),
                (Customer, "ধন্যবাদ"),
            ],
        ],
        priority: Priority::High,
    },
    Dialogue {
        subject: ["A gift", "উপহার"],
        lines: [
            &[
                (Customer, "Can you wrap a book as a gift and leave the price out?"),
                (Agent, "Yes: tick “This is a gift” at checkout, and add a card if you like."),
            ],
            &[
                (Customer, "বইটা উপহার হিসেবে মুড়ে দাম ছাড়া পাঠানো যাবে?"),
                (Agent, "জি, অর্ডারের সময় “উপহার” বেছে নিন, চাইলে কার্ডও লিখতে পারেন।"),
            ],
        ],
        priority: Priority::Normal,
    },
    Dialogue {
        subject: ["Cannot sign in", "লগ ইন হচ্ছে না"],
        lines: [
            &[
                (Customer, "I cannot sign in, the code never comes"),
                (Agent, "Which number do you use? Please tell me only the last three digits."),
                (Customer, "…417"),
                (Agent, "The mobile operator had an outage this morning. I've just sent you a new code."),
                (Customer, "It works now"),
            ],
            &[
                (Customer, "লগ ইন করতে পারছি না, কোড আসে না"),
                (Agent, "কোন নম্বর? শুধু শেষ তিন সংখ্যা বলুন।"),
                (Customer, "…৪১৭"),
                (Agent, "সকালে অপারেটরের সমস্যা ছিল। এইমাত্র নতুন কোড পাঠালাম।"),
                (Customer, "এবার হয়েছে"),
            ],
        ],
        priority: Priority::Normal,
    },
    Dialogue {
        subject: ["Order for a school", "স্কুলের জন্য অর্ডার"],
        lines: [
            &[
                (Customer, "We need 120 copies of Pather Panchali for our school. Is there a discount?"),
                (Agent, "Yes, 20 percent for 100 copies or more. When do you need them?"),
                (Customer, "Before the first of next month"),
                (Agent, "That works. I'll send the offer by email."),
                (Customer, "Got it. We'll reply tomorrow."),
            ],
            &[
                (Customer, "স্কুলের জন্য পথের পাঁচালী ১২০ কপি লাগবে। ছাড় আছে?"),
                (Agent, "১০০ কপির উপরে ২০ শতাংশ। কবে লাগবে?"),
                (Customer, "আগামী মাসের এক তারিখের আগে"),
                (Agent, "হবে। ইমেইলে প্রস্তাব পাঠাচ্ছি।"),
                (Customer, "পেয়েছি। কাল জানাব।"),
            ],
        ],
        priority: Priority::High,
    },
];
