/// Batches: items that travel together from one stage of a pipeline to the next.
///
/// A stage's items go from interpreter to interpreter by way of the one that has made the pipeline, which does not look at
/// them. A [org.atoll.channels.batches.PyBatch] is a snapshot of several items that stands for itself in messages: it is
/// made where the items come from, opened where they are needed, and costs nothing to hand on in between. It can be opened
/// again, so that items are not lost with a worker that dies.
///
/// Used by `atoll.pipelines`.
package org.atoll.channels.batches;
