//! The five quick replies of a new database.

use sea_orm_migration::{prelude::*, sea_orm::prelude::ChronoUtc};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_quickreply";

struct QuickReply {
    category: &'static str,
    title: &'static str,
    content: &'static str,
    title_bn: &'static str,
    content_bn: &'static str,
}

const QUICK_REPLIES: [QuickReply; 5] = [
    QuickReply {
        category: "Shipping",
        title: "Shipping Info",
        content: "We deliver within 2-5 business days inside Dhaka and 3-7 days outside Dhaka. Shipping is free for orders above 1000 Taka.",
        title_bn: "শিপিং তথ্য",
        content_bn: "আমরা ঢাকার ভিতরে ২-৫ কার্যদিবস এবং ঢাকার বাইরে ৩-৭ কার্যদিবসের মধ্যে ডেলিভারি দিই। ১০০০ টাকার উপরে অর্ডারের জন্য শিপিং ফ্রি।",
    },
    QuickReply {
        category: "Payment",
        title: "Payment Methods",
        content: "We accept bKash, Nagad, SSLCommerz, and Cash on Delivery. All payments are secure and encrypted.",
        title_bn: "পেমেন্ট পদ্ধতি",
        content_bn: "আমরা বিকাশ, নগদ, এসএসএলকমার্জ এবং ক্যাশ অন ডেলিভারি গ্রহণ করি। সমস্ত পেমেন্ট সুরক্ষিত এবং এনক্রিপ্টেড।",
    },
    QuickReply {
        category: "Returns",
        title: "Return Policy",
        content: "You can return books within 7 days of delivery if they are damaged or incorrect. Please contact us for the return process.",
        title_bn: "রিটার্ন নীতি",
        content_bn: "ডেলিভারির ৭ দিনের মধ্যে বই ক্ষতিগ্রস্ত বা ভুল হলে ফেরত দিতে পারবেন। রিটার্ন প্রক্রিয়ার জন্য আমাদের সাথে যোগাযোগ করুন।",
    },
    QuickReply {
        category: "Orders",
        title: "Track Order",
        content: "You can track your order from My Orders page. You will also receive SMS updates about your order status.",
        title_bn: "অর্ডার ট্র্যাক",
        content_bn: "আপনি আমার অর্ডার পেজ থেকে আপনার অর্ডার ট্র্যাক করতে পারবেন। আপনি আপনার অর্ডার স্ট্যাটাস সম্পর্কে এসএমএস আপডেটও পাবেন।",
    },
    QuickReply {
        category: "Rentals",
        title: "Book Rental",
        content: "We offer book rental services. You can rent books for 7, 14, or 30 days at affordable prices. Visit our Rent Books page to learn more.",
        title_bn: "বই ভাড়া",
        content_bn: "আমরা বই ভাড়া সেবা প্রদান করি। আপনি সাশ্রয়ী মূল্যে ৭, ১৪, বা ৩০ দিনের জন্য বই ভাড়া নিতে পারেন। আরও জানতে আমাদের বই ভাড়া পেজ দেখুন।",
    },
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let now = ChronoUtc::now();
        let mut insert = Query::insert();
        insert.into_table(TABLE).columns([
            "title",
            "title_bn",
            "content",
            "content_bn",
            "category",
            "is_active",
            "order",
            "created_at",
        ]);
        for (order, reply) in (1i32..).zip(QUICK_REPLIES) {
            insert
                .values([
                    reply.title.into(),
                    reply.title_bn.into(),
                    reply.content.into(),
                    reply.content_bn.into(),
                    reply.category.into(),
                    true.into(),
                    order.into(),
                    now.into(),
                ])
                .map_err(|error| DbErr::Custom(error.to_string()))?;
        }
        manager.execute(insert).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.execute(Query::delete().from_table(TABLE).to_owned()).await
    }
}
