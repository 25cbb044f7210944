//! Tests of owners and what ends with them.

macro_rules! tests {
    ($signals:path) => {
        use $signals::*;

        use crate::ui::signals::tests::{Dropped, Log};

        /// Logs when the current owner is cleaned up.
        fn tell_end(log: &Log, name: &'static str) {
            let log = log.clone();
            on_cleanup(move || log.add(name));
        }

        #[test]
        fn children_end_first_in_the_order_in_which_they_were_made() {
            let (owner, log) = (Owner::new(), Log::default());
            owner.with(|| {
                tell_end(&log, "parent");
                StoredValue::new(Dropped(log.clone(), "value"));
            });
            let (first, second) = owner.with(|| (Owner::new(), Owner::new()));
            second.with(|| tell_end(&log, "second"));
            first.with(|| tell_end(&log, "first"));
            let inner = first.with(Owner::new);
            inner.with(|| tell_end(&log, "inner"));
            owner.cleanup();
            assert_eq!(log.take(), "inner first second parent value");
            owner.cleanup();
            assert_eq!(log.take(), "");
        }

        #[test]
        fn an_owner_is_cleaned_up_with_its_last_handle() {
            let (owner, log) = (Owner::new(), Log::default());
            let copy = owner.clone();
            let signal = owner.with(|| {
                tell_end(&log, "end");
                RwSignal::new(1)
            });
            drop(owner);
            assert_eq!((log.take(), signal.try_get_untracked()), (String::new(), Some(1)));
            drop(copy);
            assert_eq!((log.take(), signal.try_get_untracked()), ("end".to_owned(), None));
        }

        #[test]
        fn an_owner_can_be_used_again_after_its_cleanup() {
            let (owner, log) = (Owner::new(), Log::default());
            for name in ["first", "second"] {
                owner.with(|| tell_end(&log, name));
                owner.cleanup();
                assert_eq!(log.take(), name);
            }
        }

        #[test]
        fn the_current_owner_is_the_innermost() {
            let (outer, log) = (Owner::new(), Log::default());
            let inner = Owner::new();
            outer.with(|| {
                inner.with(|| tell_end(&log, "inner"));
                tell_end(&log, "outer");
            });
            inner.cleanup();
            assert_eq!(log.take(), "inner");
            outer.cleanup();
            assert_eq!(log.take(), "outer");
            assert!(Owner::current().is_none());
        }

        #[test]
        fn without_an_owner_things_live_on() {
            let (log, signal) = (Log::default(), RwSignal::new(1));
            tell_end(&log, "never");
            drop(Owner::new());
            assert_eq!((log.take(), signal.get_untracked()), (String::new(), 1));
        }

        #[test]
        fn whatever_ends_may_still_use_what_has_not() {
            let (owner, log) = (Owner::new(), Log::default());
            let outer = RwSignal::new(1);
            owner.with(|| {
                let own = RwSignal::new(10);
                let noted = log.clone();
                on_cleanup(move || {
                    outer.set(2);
                    noted.add(own.get_untracked());
                    noted.add(outer.get_untracked());
                });
            });
            owner.cleanup();
            assert_eq!(log.take(), "10 2");
        }

        #[test]
        fn what_a_dropped_value_asks_for_is_answered() {
            struct Asks(RwSignal<i32>, Log);
            impl Drop for Asks {
                fn drop(&mut self) {
                    self.1.add(format!("{:?}", self.0.try_get_untracked()));
                }
            }
            let (owner, log) = (Owner::new(), Log::default());
            owner.with(|| {
                let signal = RwSignal::new(1);
                StoredValue::new(Asks(signal, log.clone()));
            });
            owner.cleanup();
            assert_eq!(log.take(), "None");
        }
    };
}
pub(super) use tests;
