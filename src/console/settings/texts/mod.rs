//! The texts of the settings.

mod preview;
mod retention;

use crate::{
    console::declare_texts::texts,
    model::{
        config::{Asked, WidgetPosition},
        identity::IdentityRejection,
        settings::ColorScheme,
    },
};

pub use self::{preview::PreviewTexts, retention::RetentionTexts};

texts! {
    /// The texts of the settings. A label has the name of its field in the API.
    pub struct SettingsTexts;

    labels {
        shop_name = "Shop name (English)", "দোকানের নাম (ইংরেজি)";
        shop_name_bn = "Shop name (Bangla)", "দোকানের নাম (বাংলা)";
        shop_url = "Shop website", "দোকানের ওয়েব ঠিকানা";
        shop_logo = "Logo", "লোগো";
        is_enabled = "Show the chat on the shop's pages", "দোকানের পাতায় চ্যাট দেখান";
        widget_position = "Position", "অবস্থান";
        primary_color = "Colour", "রং";
        color_scheme = "Theme", "থিম";
        show_online_status = "Show online status", "অনলাইন অবস্থা দেখান";

        welcome_message = "Welcome message, English", "স্বাগত বার্তা, ইংরেজি";
        welcome_message_bn = "Welcome message, Bangla", "স্বাগত বার্তা, বাংলা";
        offline_message = "Offline message, English", "অফলাইন বার্তা, ইংরেজি";
        offline_message_bn = "Offline message, Bangla", "অফলাইন বার্তা, বাংলা";

        business_hours_enabled = "Follow business hours", "কাজের সময় মেনে চলুন";
        business_hours_start = "Opens", "খোলে";
        business_hours_end = "Closes", "বন্ধ হয়";
        weekdays = "Open days", "খোলা দিন";
        timezone = "Time zone", "সময় অঞ্চল";
        holidays = "Holidays", "ছুটির দিন";

        allow_anonymous = "Allow anonymous visitors", "পরিচয়হীন ভিজিটরকে লিখতে দিন";
        prechat_name = "Ask for a name", "নাম জিজ্ঞাসা করুন";
        prechat_email = "Ask for an email address", "ইমেইল ঠিকানা জিজ্ঞাসা করুন";
        rating_enabled = "Ask for a rating", "রেটিং চান";
        allowed_origins = "Allowed sites", "অনুমোদিত সাইট";

        max_file_size = "Maximum file size", "ফাইলের সর্বোচ্চ আকার";
        attachment_types = "Allowed file types", "অনুমোদিত ফাইলের ধরন";

        auto_assign = "Assign new conversations automatically", "নতুন কথোপকথন স্বয়ংক্রিয়ভাবে অ্যাসাইন করুন";
        release_after_minutes =
            "Reassign an absent agent's conversations after",
            "অনুপস্থিত এজেন্টের কথোপকথন অন্যদের দিন";

        require_two_factor = "Require two-factor authentication", "দুই ধাপে যাচাই আবশ্যক করুন";

        keep_conversations_days = "Delete ended conversations after", "শেষ হওয়া কথোপকথন মুছে ফেলুন";
        keep_attachments_days = "Delete files after", "ফাইল মুছে ফেলুন";
        keep_log_days = "Delete log entries after", "লগের ভুক্তি মুছে ফেলুন";
    }

    texts {
        title = "Settings", "সেটিংস";
        hint =
            "How the chat looks and works on your shop's pages.",
            "আপনার দোকানের পাতায় চ্যাট দেখতে কেমন হবে এবং কীভাবে কাজ করবে।";

        shop = "Shop", "দোকান";
        shop_url_hint =
            "Customers' pages link back to it. For example https://shop.example.com.",
            "গ্রাহকদের পাতা থেকে এখানে ফেরা যায়। যেমন https://shop.example.com।";
        shop_name_hint =
            "Shown in the chat until an agent has the conversation, and on customers' pages. If empty, “Support”.",
            "কোনো এজেন্ট কথোপকথন নেওয়ার আগে চ্যাটে এবং গ্রাহকদের পাতায় দেখা যায়। খালি থাকলে: “সহায়তা”।";
        appearance = "Chat widget", "চ্যাট উইজেট";
        is_enabled_hint =
            "When off, customers can't start conversations. Ongoing ones continue.",
            "বন্ধ থাকলে কেউ নতুন কথোপকথন শুরু করতে পারবে না। চলমানগুলো চলবে।";
        primary_color_hint =
            "Darkened behind text when needed for contrast.",
            "লেখা যাতে পড়া যায়, দরকার হলে রংটি গাঢ় করা হয়।";
        pick_color = "Pick a colour", "একটি রং বেছে নিন";
        schemes: [&'static str; 3] =
            ["Light", "Dark", "As set on the customer's device"],
            ["হালকা", "গাঢ়", "গ্রাহকের ডিভাইস অনুযায়ী"];
        color_scheme_hint =
            "Pages can choose another one with data-color-scheme.",
            "কোনো পাতা data-color-scheme দিয়ে অন্য থিম বেছে নিতে পারে।";
        show_online_status_hint = "In the header of the chat, below the name.", "চ্যাটের উপরে, নামের নিচে।";
        positions: [&'static str; 2] = ["Bottom right", "Bottom left"], ["নিচে ডানে", "নিচে বামে"];

        messages = "Messages", "বার্তা";
        bangla_hint =
            "If empty, the English text is used.",
            "খালি থাকলে ইংরেজি লেখাটি ব্যবহার হয়।";

        hours = "Business hours", "কাজের সময়";
        business_hours_enabled_hint =
            "When off, the chat is online whenever an agent is online.",
            "বন্ধ থাকলে কোনো এজেন্ট অনলাইনে থাকলেই চ্যাট অনলাইন।";
        hours_hint =
            "Outside these hours customers see the offline message and their messages wait in the queue. \
             Hours that end before they start run past midnight.",
            "এই সময়ের বাইরে গ্রাহক অফলাইন বার্তা দেখেন, আর তাঁর লেখা সারিতে অপেক্ষা করে। \
             শেষের সময় শুরুর আগে হলে তা পরদিন পর্যন্ত ধরা হয়।";
        all_day = "All day", "সারা দিন";
        closed = "Closed", "বন্ধ";
        add_period = "Add hours", "সময় যোগ করুন";
        copy_to_all = "Copy to all days", "সব দিনে কপি করুন";
        remove = "Remove these hours", "এই সময় সরান";
        days: [&'static str; 7] =
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
            ["সোমবার", "মঙ্গলবার", "বুধবার", "বৃহস্পতিবার", "শুক্রবার", "শনিবার", "রবিবার"];
        from = "from", "থেকে";
        until = "until", "পর্যন্ত";
        timezone_hint =
            "Type a city to find it. Daylight saving is automatic.",
            "খুঁজতে শহরের নাম ইংরেজিতে লিখুন। গ্রীষ্মকালীন সময় স্বয়ংক্রিয়ভাবে ধরা হয়।";
        holidays_hint =
            "Closed on these days. A shift that began the evening before still ends as usual.",
            "এই দিনগুলোতে বন্ধ। আগের সন্ধ্যায় শুরু হওয়া সময় যথারীতি শেষ হবে।";
        holiday_date = "Date", "তারিখ";
        holiday_name = "Name, English", "নাম, ইংরেজি";
        holiday_name_bn = "Name, Bangla", "নাম, বাংলা";
        add_holiday = "Add a holiday", "ছুটির দিন যোগ করুন";
        remove_holiday = "Remove this holiday", "এই ছুটির দিন সরান";

        visitors = "Visitors", "ভিজিটর";
        allow_anonymous_hint =
            "When off, only customers signed in to your shop can write.",
            "বন্ধ থাকলে কেবল আপনার দোকানে সাইন ইন করা গ্রাহকেরা লিখতে পারবেন।";
        asked: [&'static str; 3] =
            ["Don't ask", "Optional", "Required"],
            ["জিজ্ঞাসা নয়", "ঐচ্ছিক", "আবশ্যক"];
        rating_enabled_hint =
            "After a conversation ends: 1 to 5, with an optional comment.",
            "কথোপকথন শেষ হলে: ১ থেকে ৫, সঙ্গে ঐচ্ছিক মন্তব্য।";
        allowed_origins_hint =
            "One address per line, such as https://shop.example.com. Sites in ADDA_ALLOWED_ORIGINS are always allowed.",
            "প্রতি লাইনে একটি ঠিকানা, যেমন https://shop.example.com। ADDA_ALLOWED_ORIGINS সেটিংয়ের সাইটগুলো সব সময় অনুমোদিত।";

        files = "Files", "ফাইল";
        megabytes = "MB", "এমবি";
        attachment_types_hint =
            "If none are selected, files can't be sent.",
            "একটিও বাছাই করা না থাকলে ফাইল পাঠানো যাবে না।";

        assignment = "Assignment", "কথোপকথন অ্যাসাইন";
        auto_assign_hint =
            "To the online agent with the fewest open conversations. When off, agents pick from the queue.",
            "যে অনলাইন এজেন্টের খোলা কথোপকথন সবচেয়ে কম, তাঁকে। বন্ধ থাকলে এজেন্টরা সারি থেকে বেছে নেন।";
        release_after_minutes_hint =
            "Open conversations of an agent who is offline go back to the queue after this time.",
            "এজেন্ট এতক্ষণ অফলাইনে থাকলে তাঁর খোলা কথোপকথন আবার সারিতে ফিরে যায়।";
        minutes = "minutes", "মিনিট পরে";

        security = "Security", "নিরাপত্তা";
        require_two_factor_hint =
            "Agents who haven't set it up, including you, must do so to continue.",
            "আপনিসহ যে এজেন্টরা এটি চালু করেননি, তাঁদের কাজ চালিয়ে যেতে আগে এটি চালু করতে হবে।";

        identity = "Identity secret", "পরিচয়ের গোপন চাবি";
        identity_hint =
            "Your server uses it to sign customers' identities. Never put it in a page.",
            "আপনার সার্ভার এটি দিয়ে গ্রাহকের পরিচয় স্বাক্ষর করে। এটি কখনও কোনো পাতায় রাখবেন না।";
        secret = "Identity secret", "পরিচয়ের গোপন চাবি";
        show_secret = "Show secret", "চাবিটি দেখান";
        hide_secret = "Hide", "লুকান";
        replace_secret = "Replace", "বদলান";
        replace_question = "Replace the identity secret?", "পরিচয়ের গোপন চাবি বদলাবেন?";
        replace_consequence =
            "A new secret is created. The current one works until you remove it; the one before it stops now.",
            "একটি নতুন চাবি তৈরি হবে। বর্তমানটি না সরানো পর্যন্ত চলবে; তার আগেরটি এখনই অচল হবে।";
        previous_is_valid =
            "The old secret still works. Remove it once your shop uses the new one.",
            "পুরোনো চাবিটি এখনও চলে। আপনার দোকান নতুনটি ব্যবহার শুরু করলে এটি সরান।";
        forget_previous = "Remove old secret", "পুরোনোটি সরান";
        forget_question = "Remove the old secret?", "পুরোনো চাবিটি সরাবেন?";
        forget_consequence =
            "Customers whose tokens are still signed with it will be rejected.",
            "যেসব গ্রাহকের পরিচয় এখনও এটি দিয়ে স্বাক্ষর করা হয়, তাঁরা প্রত্যাখ্যাত হবেন।";
        end_sessions = "End all customer sessions", "সব গ্রাহকের সেশন শেষ করুন";
        end_sessions_hint =
            "If the secret may have leaked, replace it, remove the old one and end all sessions.",
            "চাবিটি ফাঁস হয়ে থাকতে পারলে এটি বদলান, পুরোনোটি সরান এবং সব সেশন শেষ করুন।";
        end_sessions_question = "End the sessions of all customers?", "সব গ্রাহকের সেশন শেষ করবেন?";
        end_sessions_consequence =
            "Signed-in customers can continue as soon as a page of your shop identifies them again. Anonymous \
             visitors lose their conversations; your team keeps them.",
            "দোকানের কোনো পাতা আবার পরিচয় জানালেই সাইন ইন করা গ্রাহকেরা আগের মতো চালিয়ে যেতে পারবেন। পরিচয়হীন \
             ভিজিটররা তাঁদের কথোপকথন আর পাবেন না; আপনার দলের কাছে সেগুলো থাকবে।";
        sessions_ended = "All customer sessions have ended.", "সব গ্রাহকের সেশন শেষ হয়েছে।";
        secret_is_fixed =
            "Set by ADDA_IDENTITY_SECRET in the server's configuration. Change it there.",
            "এটি সার্ভারের কনফিগারেশনে (ADDA_IDENTITY_SECRET) ঠিক করা। সেখানেই বদলান।";
        check_token = "Check a token", "টোকেন যাচাই করুন";
        check_token_hint =
            "Paste a token signed by your shop's server. This doesn't sign anyone in.",
            "আপনার দোকানের সার্ভারের স্বাক্ষর করা একটি টোকেন পেস্ট করুন। এতে কেউ সাইন ইন হবে না।";
        check_token_now = "Check", "যাচাই করুন";
        token_accepted =
            "The token is valid. It identifies this customer:",
            "টোকেনটি সঠিক। এটি এই গ্রাহকের পরিচয় দেয়:";
        token_until = "Valid until ", "মেয়াদ শেষ: ";
        token_of_previous =
            "It is signed with the old secret.",
            "এটি পুরোনো চাবি দিয়ে স্বাক্ষর করা।";
        token_rejected: [&'static str; 3] =
            [
        "The token has expired. Sign a new one for each page.",
        "The signature is wrong. Sign with HS256 and the secret above.",
        "A claim in the token is missing or isn't valid.",
    ],
            [
        "টোকেনের মেয়াদ শেষ। প্রতিটি পাতার জন্য নতুন টোকেন স্বাক্ষর করুন।",
        "স্বাক্ষর ভুল। HS256 এবং উপরের চাবি দিয়ে স্বাক্ষর করুন।",
        "টোকেনের কোনো তথ্য নেই বা সঠিক নয়।",
    ];

        embed = "Add the chat to your site", "আপনার সাইটে চ্যাট যোগ করুন";

        preview = "Preview", "প্রিভিউ";
        preview_language = "Preview language", "প্রিভিউর ভাষা";
        preview_state = "Preview state", "প্রিভিউর অবস্থা";
        preview_online = "Online", "অনলাইন";
        preview_offline = "Offline", "অফলাইন";
        preview_disabled = "The chat isn't shown.", "চ্যাট দেখানো হচ্ছে না।";
    }
}

impl SettingsTexts {
    /// Returns the message for a rejected token: the reason, and how to fix it.
    pub const fn token_rejected(&self, reason: IdentityRejection) -> &'static str {
        match reason {
            IdentityRejection::Expired => self.token_rejected[0],
            IdentityRejection::Signature => self.token_rejected[1],
            IdentityRejection::Claim => self.token_rejected[2],
        }
    }

    /// Returns the word for a corner.
    pub const fn position(&self, position: WidgetPosition) -> &'static str {
        match position {
            WidgetPosition::BottomRight => self.positions[0],
            WidgetPosition::BottomLeft => self.positions[1],
        }
    }

    /// Returns the words for a colour scheme.
    pub const fn scheme(&self, scheme: ColorScheme) -> &'static str {
        match scheme {
            ColorScheme::Light => self.schemes[0],
            ColorScheme::Dark => self.schemes[1],
            ColorScheme::Auto => self.schemes[2],
        }
    }

    /// Returns the word for a question's setting: off, optional or required.
    pub const fn asked(&self, asked: Asked) -> &'static str {
        match asked {
            Asked::Off => self.asked[0],
            Asked::Optional => self.asked[1],
            Asked::Required => self.asked[2],
        }
    }

    /// Returns the label of a field, by its name in the API.
    pub fn field(&self, field: &str) -> Option<&'static str> {
        match field {
            "business_periods" => Some(self.hours),
            _ => self.label(field),
        }
    }

    /// Returns the name of a weekday, 0 for Monday.
    pub fn day(&self, day: usize) -> &'static str {
        self.days.get(day).copied().unwrap_or_default()
    }

    /// Returns the label of the first time of a day's period, for screen readers.
    pub fn start_of(&self, day: usize) -> String {
        [self.day(day), ", ", self.from].concat()
    }

    /// Returns the label of the second time of a day's period, for screen readers.
    pub fn end_of(&self, day: usize) -> String {
        [self.day(day), ", ", self.until].concat()
    }

    /// Returns the label of the checkbox that makes a period last all day, for screen readers.
    pub fn all_day_of(&self, day: usize) -> String {
        [self.day(day), ", ", self.all_day].concat()
    }

    /// Returns the label of the button that adds a period to a day, for screen readers.
    pub fn add_to(&self, day: usize) -> String {
        [self.add_period, ": ", self.day(day)].concat()
    }

    /// Returns the label of the button that copies a day, for screen readers.
    pub fn copy_of(&self, day: usize) -> String {
        [self.copy_to_all, ": ", self.day(day)].concat()
    }

    /// Returns the label of the button that removes a day's period, for screen readers.
    pub fn remove_of(&self, day: usize) -> String {
        [self.remove, ": ", self.day(day)].concat()
    }
}
