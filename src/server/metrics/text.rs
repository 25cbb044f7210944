//! Writes metrics in the text format of Prometheus.

use prometheus::{
    TextEncoder,
    proto::{Bucket, Counter, Gauge, Histogram, LabelPair, Metric, MetricFamily, MetricType},
};

use super::requests::{BOUNDS, Route};

/// The labels of a value, with their names.
pub(super) type Labels<'a> = &'a [(&'static str, &'a str)];

/// Metrics that are about to be written.
#[derive(Default)]
pub(super) struct Text(Vec<MetricFamily>);

/// A metric with its values.
pub(super) struct Values<'a> {
    text: &'a mut Text,
    family: MetricFamily,
    metrics: Vec<Metric>,
}

impl Text {
    /// Adds a number that only grows.
    pub fn counter(&mut self, name: &str, help: &str) -> Values<'_> {
        self.metric(name, help, MetricType::COUNTER)
    }

    /// Adds a number that rises and falls.
    pub fn gauge(&mut self, name: &str, help: &str) -> Values<'_> {
        self.metric(name, help, MetricType::GAUGE)
    }

    /// Adds the distribution of times.
    pub fn histogram(&mut self, name: &str, help: &str) -> Values<'_> {
        self.metric(name, help, MetricType::HISTOGRAM)
    }

    fn metric(&mut self, name: &str, help: &str, kind: MetricType) -> Values<'_> {
        let mut family = MetricFamily::default();
        family.set_name(name.to_owned());
        family.set_help(help.to_owned());
        family.set_field_type(kind);
        Values { text: self, family, metrics: Vec::new() }
    }

    /// Returns the text.
    ///
    /// # Errors
    /// If a metric has no name.
    pub fn write(&self) -> prometheus::Result<String> {
        TextEncoder::new().encode_to_string(&self.0)
    }
}

impl Values<'_> {
    /// Adds the only value.
    pub fn value(self, value: u64) {
        self.with(&[], value);
    }

    /// Adds a value with labels.
    #[expect(clippy::cast_precision_loss, reason = "the text format has floating-point numbers only")]
    pub fn with(mut self, labels: Labels<'_>, value: u64) -> Self {
        let mut metric = Metric::from_label(pairs(labels));
        if self.family.get_field_type() == MetricType::COUNTER {
            let mut counter = Counter::default();
            counter.set_value(value as f64);
            metric.set_counter(counter);
        } else {
            let mut gauge = Gauge::default();
            gauge.set_value(value as f64);
            metric.set_gauge(gauge);
        }
        self.metrics.push(metric);
        self
    }

    /// Adds the times of a route's requests.
    #[expect(clippy::cast_precision_loss, reason = "the bounds are small")]
    pub fn times(mut self, labels: Labels<'_>, route: &Route) -> Self {
        let (mut histogram, mut total) = (Histogram::default(), 0);
        let mut buckets = Vec::new();
        for (bound, count) in BOUNDS.iter().zip(&route.buckets) {
            total += count.get();
            let mut bucket = Bucket::default();
            bucket.set_upper_bound(*bound as f64 / 1e6);
            bucket.set_cumulative_count(total);
            buckets.push(bucket);
        }
        total += route.buckets.last().map_or(0, |beyond| beyond.get());
        histogram.set_bucket(buckets);
        histogram.set_sample_count(total);
        histogram.set_sample_sum(route.seconds());
        let mut metric = Metric::from_label(pairs(labels));
        metric.set_histogram(histogram);
        self.metrics.push(metric);
        self
    }
}

/// A metric without values is left out.
impl Drop for Values<'_> {
    fn drop(&mut self) {
        if !self.metrics.is_empty() {
            self.family.set_metric(std::mem::take(&mut self.metrics));
            self.text.0.push(std::mem::take(&mut self.family));
        }
    }
}

fn pairs(labels: Labels<'_>) -> Vec<LabelPair> {
    let pair = |(name, value): &(&str, &str)| {
        let mut pair = LabelPair::default();
        pair.set_name((*name).to_owned());
        pair.set_value((*value).to_owned());
        pair
    };
    labels.iter().map(pair).collect()
}
