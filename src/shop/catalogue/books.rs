//! The dozen books: classics in the public domain.

use super::Book;
use crate::{
    model::language::Language::{Bn, En},
    shop::bilingual::both,
};

/// The books, in the order in which they are shown.
pub static BOOKS: [Book; 12] = [
    Book {
        slug: "gitanjali",
        title: both("Gitanjali", "গীতাঞ্জলি"),
        author: both("Rabindranath Tagore", "রবীন্দ্রনাথ ঠাকুর"),
        written_in: Bn,
        year: 1910,
        price: 280,
        blurb: both(
            "Songs of a poet who waits at the door of the infinite and hears footsteps in the rain. \
             The English version brought Asia its first Nobel Prize in Literature.",
            "অসীমের দুয়ারে অপেক্ষমাণ এক কবির গান, যেখানে বৃষ্টির মধ্যে শোনা যায় কারও পায়ের শব্দ। \
             এর ইংরেজি রূপ এশিয়াকে এনে দেয় সাহিত্যের প্রথম নোবেল পুরস্কার।",
        ),
        motif: include_str!("motifs/gitanjali.svg"),
    },
    Book {
        slug: "pather-panchali",
        title: both("Pather Panchali", "পথের পাঁচালী"),
        author: both("Bibhutibhushan Bandyopadhyay", "বিভূতিভূষণ বন্দ্যোপাধ্যায়"),
        written_in: Bn,
        year: 1929,
        price: 350,
        blurb: both(
            "Apu and Durga grow up poor in a village where every field hides a wonder and a train is the edge of the world. \
             Few novels have looked at childhood so closely, or so kindly.",
            "অভাবের সংসারে বেড়ে ওঠে অপু আর দুর্গা, যাদের কাছে প্রতিটি মাঠ একেকটি বিস্ময় আর রেলগাড়ি মানে পৃথিবীর শেষ সীমা। \
             শৈশবকে এত কাছ থেকে, এত মমতায় খুব কম উপন্যাসই দেখেছে।",
        ),
        motif: include_str!("motifs/pather-panchali.svg"),
    },
    Book {
        slug: "thakurmar-jhuli",
        title: both("Thakurmar Jhuli", "ঠাকুরমার ঝুলি"),
        author: both("Dakshinaranjan Mitra Majumder", "দক্ষিণারঞ্জন মিত্র মজুমদার"),
        written_in: Bn,
        year: 1907,
        price: 300,
        blurb: both(
            "Princes, demons, talking birds and seven brothers turned to flowers, as grandmothers told them. \
             Open the bag anywhere and a story climbs out.",
            "রাজপুত্র, রাক্ষস, কথা-বলা পাখি আর ফুল হয়ে যাওয়া সাত ভাই, যেমন করে ঠাকুরমারা বলতেন। \
             ঝুলির যেখানেই হাত দিন, একটা গল্প উঠে আসবে।",
        ),
        motif: include_str!("motifs/thakurmar-jhuli.svg"),
    },
    Book {
        slug: "sultanas-dream",
        title: both("Sultana's Dream", "সুলতানার স্বপ্ন"),
        author: both("Begum Rokeya", "বেগম রোকেয়া"),
        written_in: En,
        year: 1905,
        price: 190,
        blurb: both(
            "In Ladyland women run the state with science and sunlight, and the men stay indoors. \
             A short, sharp and very funny piece of science fiction.",
            "নারীস্থানে বিজ্ঞান আর সূর্যের আলো দিয়ে দেশ চালান মেয়েরা, পুরুষেরা থাকেন অন্দরে। \
             ছোট, ধারালো আর ভারি মজার এক কল্পবিজ্ঞান।",
        ),
        motif: include_str!("motifs/sultanas-dream.svg"),
    },
    Book {
        slug: "sonar-tori",
        title: both("Sonar Tori", "সোনার তরী"),
        author: both("Rabindranath Tagore", "রবীন্দ্রনাথ ঠাকুর"),
        written_in: Bn,
        year: 1894,
        price: 240,
        blurb: both(
            "A boat of gold takes the whole harvest aboard and leaves the farmer on the bank. \
             Around that image Tagore gathers poems of rivers, rain and longing.",
            "সোনার তরী সব ফসল তুলে নিয়ে যায়, কৃষক একা পড়ে থাকেন নদীর তীরে। \
             সেই ছবিকে ঘিরে নদী, বর্ষা আর আকাঙ্ক্ষার কবিতা।",
        ),
        motif: include_str!("motifs/sonar-tori.svg"),
    },
    Book {
        slug: "devdas",
        title: both("Devdas", "দেবদাস"),
        author: both("Sarat Chandra Chattopadhyay", "শরৎচন্দ্র চট্টোপাধ্যায়"),
        written_in: Bn,
        year: 1917,
        price: 230,
        blurb: both(
            "Devdas loves Parvati and has not the courage to say so in time. \
             What follows is the most retold heartbreak in Bengali fiction.",
            "দেবদাস পার্বতীকে ভালোবাসে, কিন্তু ঠিক সময়ে তা বলার সাহস তার হয় না। \
             তারপর যা ঘটে, বাংলা কথাসাহিত্যে তার চেয়ে বেশি বলা বিচ্ছেদের গল্প আর নেই।",
        ),
        motif: include_str!("motifs/devdas.svg"),
    },
    Book {
        slug: "treasure-island",
        title: both("Treasure Island", "ট্রেজার আইল্যান্ড"),
        author: both("Robert Louis Stevenson", "রবার্ট লুইস স্টিভেনসন"),
        written_in: En,
        year: 1883,
        price: 320,
        blurb: both(
            "A boy, a map, a one-legged cook and a ship full of men who cannot be trusted. \
             Every pirate since has borrowed something from it.",
            "এক কিশোর, একটা মানচিত্র, এক পা-ওয়ালা এক বাবুর্চি আর জাহাজভর্তি এমন লোক, যাদের বিশ্বাস করা যায় না। \
             এর পরের সব জলদস্যুর গল্পই এ বইয়ের কাছে কিছু না কিছু ধার করেছে।",
        ),
        motif: include_str!("motifs/treasure-island.svg"),
    },
    Book {
        slug: "meghnad-badh-kavya",
        title: both("Meghnad Badh Kavya", "মেঘনাদবধ কাব্য"),
        author: both("Michael Madhusudan Dutt", "মাইকেল মধুসূদন দত্ত"),
        written_in: Bn,
        year: 1861,
        price: 340,
        blurb: both(
            "The war of the Ramayana told from the losing side, with Meghnad as its hero. \
             Blank verse was new to Bengali when this epic was written, and it still thunders.",
            "রামায়ণের যুদ্ধ এখানে বলা হয়েছে পরাজিতের দিক থেকে, নায়ক মেঘনাদ। \
             অমিত্রাক্ষর ছন্দ তখন বাংলায় নতুন ছিল, আজও তার গর্জন থামেনি।",
        ),
        motif: include_str!("motifs/meghnad-badh-kavya.svg"),
    },
    Book {
        slug: "bishad-sindhu",
        title: both("Bishad Sindhu", "বিষাদ-সিন্ধু"),
        author: both("Mir Mosharraf Hossain", "মীর মশাররফ হোসেন"),
        written_in: Bn,
        year: 1885,
        price: 420,
        blurb: both(
            "The road to Karbala and what came after it, told as a great tragic romance. \
             For generations it has been read aloud in the courtyards of Bengal.",
            "কারবালার পথ আর তার পরের কাহিনি, বলা হয়েছে এক মহান করুণ উপাখ্যানের মতো করে। \
             প্রজন্মের পর প্রজন্ম বাংলার উঠোনে উঠোনে এ বই পড়ে শোনানো হয়েছে।",
        ),
        motif: include_str!("motifs/bishad-sindhu.svg"),
    },
    Book {
        slug: "abol-tabol",
        title: both("Abol Tabol", "আবোল তাবোল"),
        author: both("Sukumar Ray", "সুকুমার রায়"),
        written_in: Bn,
        year: 1923,
        price: 220,
        blurb: both(
            "Nonsense verse with perfect manners: creatures that cannot exist, described with great care. \
             Children laugh first; their parents keep the book.",
            "নিখুঁত ছন্দে লেখা উদ্ভট ছড়া, যেসব প্রাণী থাকতেই পারে না, পরম যত্নে তাদেরই বর্ণনা। \
             আগে হাসে ছোটরা, আর বইটা রেখে দেন বড়রা।",
        ),
        motif: include_str!("motifs/abol-tabol.svg"),
    },
    Book {
        slug: "kapalkundala",
        title: both("Kapalkundala", "কপালকুণ্ডলা"),
        author: both("Bankim Chandra Chattopadhyay", "বঙ্কিমচন্দ্র চট্টোপাধ্যায়"),
        written_in: Bn,
        year: 1866,
        price: 260,
        blurb: both(
            "A traveller lost on a lonely shore is saved by a girl who has never seen a town. \
             Then she must learn to live among people, and they with her.",
            "নির্জন সাগরতীরে পথ হারানো এক পথিককে বাঁচায় এমন এক মেয়ে, যে কখনো লোকালয় দেখেনি। \
             এরপর তাকে শিখতে হয় মানুষের মধ্যে বাঁচা, মানুষকেও তাকে নিয়ে।",
        ),
        motif: include_str!("motifs/kapalkundala.svg"),
    },
    Book {
        slug: "pride-and-prejudice",
        title: both("Pride and Prejudice", "প্রাইড অ্যান্ড প্রেজুডিস"),
        author: both("Jane Austen", "জেন অস্টেন"),
        written_in: En,
        year: 1813,
        price: 380,
        blurb: both(
            "Elizabeth Bennet misjudges Mr Darcy, he misjudges her family, and both are too proud to ask. \
             The wittiest courtship in English has not aged a day.",
            "এলিজাবেথ বেনেট ভুল বোঝে ডার্সিকে, ডার্সি ভুল বোঝে তার পরিবারকে, আর জিজ্ঞেস করতে দুজনেরই অহংকারে বাধে। \
             ইংরেজি সাহিত্যের সবচেয়ে রসালো এই প্রেমের গল্প আজও পুরোনো হয়নি।",
        ),
        motif: include_str!("motifs/pride-and-prejudice.svg"),
    },
];
