//! Tests of tasks.

use std::{future::pending, rc::Rc};

use super::{Dropped, Log, begin, tick};
use crate::ui::{bell::Bell, signals::*};

#[test]
fn a_task_begins_after_what_runs_now_and_outlives_its_owner() {
    let (owner, log, bell) = (Owner::new(), Log::default(), Bell::default());
    begin();
    let (noted, rung) = (log.clone(), bell.clone());
    owner.with(|| {
        spawn_local(async move {
            noted.add("begun");
            rung.rings().await;
            noted.add("rung");
        });
    });
    assert_eq!(log.take(), "");
    tick();
    owner.cleanup();
    tick();
    assert_eq!(log.take(), "begun");
    bell.ring();
    tick();
    assert_eq!(log.take(), "rung");
}

#[test]
fn a_task_of_an_owner_ends_with_it() {
    let (owner, log, bell) = (Owner::new(), Log::default(), Bell::default());
    begin();
    let (held, rung) = (Dropped(log.clone(), "dropped"), bell.clone());
    owner.with(|| {
        spawn_owned(async move {
            loop {
                rung.rings().await;
                held.0.add("rung");
            }
        });
    });
    tick();
    bell.ring();
    tick();
    assert_eq!(log.take(), "rung");
    bell.ring();
    owner.cleanup();
    tick();
    assert_eq!(log.take(), "dropped");
}

#[test]
fn a_task_whose_owner_is_dropped_ends() {
    let (owner, log, bell) = (Owner::new(), Log::default(), Bell::default());
    begin();
    let (cleaned, held, rung) = (log.clone(), Dropped(log.clone(), "dropped"), bell.clone());
    owner.with(|| {
        on_cleanup(move || cleaned.add("cleaned up"));
        spawn_owned(async move {
            loop {
                rung.rings().await;
                held.0.add("rung");
            }
        });
    });
    tick();
    bell.ring();
    tick();
    assert_eq!(log.take(), "rung");
    drop(owner);
    assert_eq!(log.take(), "cleaned up");
    bell.ring();
    tick();
    assert_eq!(log.take(), "dropped");
}

#[test]
fn a_task_whose_owner_is_dropped_before_it_begins_never_does() {
    let (owner, log) = (Owner::new(), Log::default());
    begin();
    let noted = log.clone();
    owner.with(|| spawn_owned(async move { noted.add("begun") }));
    drop(owner);
    tick();
    assert_eq!(log.take(), "");
}

#[test]
fn a_task_of_a_child_ends_when_the_parent_is_dropped() {
    let (parent, log) = (Owner::new(), Log::default());
    begin();
    let child = parent.with(Owner::new);
    let held = Dropped(log.clone(), "dropped");
    child.with(|| {
        spawn_owned(async move {
            pending::<()>().await;
            drop(held);
        })
    });
    tick();
    drop(parent);
    tick();
    assert_eq!(log.take(), "dropped");
}

#[test]
fn a_task_may_drop_its_own_owner() {
    let (owner, log) = (Owner::new(), Log::default());
    begin();
    let kept = Rc::new(std::cell::RefCell::new(None));
    let (last, noted) = (Rc::clone(&kept), log.clone());
    owner.with(|| {
        spawn_owned(async move {
            last.take();
            noted.add("goes on until it waits");
            pending::<()>().await;
            noted.add("never");
        });
    });
    kept.replace(Some(owner));
    tick();
    tick();
    assert_eq!(log.take(), "goes on until it waits");
    assert_eq!(Rc::strong_count(&kept), 1, "the task is gone");
}

#[test]
fn a_task_without_an_owner_runs_to_its_end() {
    let (log, bell) = (Log::default(), Bell::default());
    begin();
    let (noted, rung) = (log.clone(), bell.clone());
    spawn_owned(async move {
        rung.rings().await;
        noted.add("rung");
    });
    tick();
    bell.ring();
    tick();
    assert_eq!(log.take(), "rung");
}

#[test]
fn reads_of_a_task_do_not_subscribe() {
    let (owner, log, bell) = (Owner::new(), Log::default(), Bell::default());
    begin();
    let (noted, rung) = (log.clone(), bell.clone());
    let signal = owner.with(|| RwSignal::new(1));
    owner.with(|| {
        effect_now(Box::new(move || {
            noted.add("runs");
            let rung = rung.clone();
            spawn_owned(async move {
                rung.rings().await;
                signal.get();
            });
        }));
    });
    tick();
    bell.ring();
    tick();
    signal.set(2);
    tick();
    assert_eq!(log.take(), "runs");
}

#[test]
fn a_task_whose_owner_ends_before_it_begins_never_does() {
    let (owner, log) = (Owner::new(), Log::default());
    begin();
    let noted = log.clone();
    owner.with(|| spawn_owned(async move { noted.add("begun") }));
    owner.cleanup();
    tick();
    assert_eq!(log.take(), "");
}

#[test]
fn a_task_may_end_its_own_owner() {
    let (owner, log) = (Owner::new(), Log::default());
    begin();
    let (ended, noted) = (owner.clone(), log.clone());
    owner.with(|| {
        spawn_owned(async move {
            ended.cleanup();
            noted.add("goes on until it waits");
            pending::<()>().await;
            noted.add("never");
        });
    });
    tick();
    tick();
    assert_eq!(log.take(), "goes on until it waits");
}

#[test]
fn values_created_by_a_task_belong_to_its_owner() {
    let (owner, bell) = (Owner::new(), Bell::default());
    begin();
    let made = Rc::new(std::cell::Cell::new(None));
    let (makes, rung) = (Rc::clone(&made), bell.clone());
    owner.with(|| {
        spawn_owned(async move {
            rung.rings().await;
            makes.set(Some(RwSignal::new(1)));
            pending::<()>().await;
        });
    });
    tick();
    bell.ring();
    tick();
    let signal = made.get().expect("the task has made it");
    assert_eq!(signal.try_get_untracked(), Some(1));
    owner.cleanup();
    assert_eq!(signal.try_get_untracked(), None);
}

#[test]
fn tasks_and_effects_see_what_the_others_have_set() {
    let (owner, log, bell) = (Owner::new(), Log::default(), Bell::default());
    begin();
    let (noted, rung) = (log.clone(), bell.clone());
    owner.with(|| {
        let signal = RwSignal::new(0);
        effect_now(Box::new(move || noted.add(signal.get())));
        spawn_owned(async move {
            for value in 1.. {
                rung.rings().await;
                signal.set(value);
            }
        });
    });
    for _ in 0..2 {
        bell.ring();
        tick();
    }
    assert_eq!(log.take(), "0 1 2");
}
