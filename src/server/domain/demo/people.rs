//! Invented customers and agents of the demonstration.

/// Customers' names; a Bangla name goes with a conversation in Bangla.
pub(super) const ENGLISH_NAMES: [&str; 16] = [
    "John Doe",
    "Jane Smith",
    "Ali Khan",
    "Maria Gomes",
    "Peter Halder",
    "Farah Kabir",
    "Daniel Rozario",
    "Sara Islam",
    "Imran Hossain",
    "Lucy Baroi",
    "Omar Faruk",
    "Anika Rahman",
    "Samuel Costa",
    "Nadia Karim",
    "Rafi Chowdhury",
    "Emma Mondol",
];

/// See [`ENGLISH_NAMES`].
pub(super) const BANGLA_NAMES: [&str; 16] = [
    "নুসরাত আহমেদ",
    "রাকিব হাসান",
    "তানিয়া সুলতানা",
    "সজীব দাস",
    "মৌসুমী রায়",
    "আরিফুল ইসলাম",
    "শারমিন আক্তার",
    "জয়ন্ত কুমার",
    "ফারহানা ইয়াসমিন",
    "মাহমুদুল হক",
    "সুমাইয়া খাতুন",
    "বিপ্লব সরকার",
    "রুমানা পারভীন",
    "তৌহিদ আলম",
    "নাজমা বেগম",
    "অর্ণব সেন",
];

/// Colleagues of the admin: display name and the same in Bangla. The small
/// demonstration uses the first two.
pub(super) const COLLEAGUES: [(&str, &str); 12] = [
    ("Mina", "মিনা"),
    ("Rafiq", "রফিক"),
    ("Sabina", "সাবিনা"),
    ("Tanvir", "তানভীর"),
    ("Lamia", "লামিয়া"),
    ("Hasan", "হাসান"),
    ("Ruma", "রুমা"),
    ("Arif", "আরিফ"),
    ("Shila", "শীলা"),
    ("Nayeem", "নাঈম"),
    ("Farzana", "ফারজানা"),
    ("Joy", "জয়"),
];

/// The labels of the large demonstration.
pub(super) const LABELS: [&str; 4] = ["Delivery", "Payment", "Return", "Present"];
