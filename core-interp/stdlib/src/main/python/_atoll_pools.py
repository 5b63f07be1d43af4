"""Puts the fast parts of concurrent.futures in their places.

Futures, the count of idle workers and the queue as workers see it are made in Java; executors, their workers and what is
not plain about futures are the library's own.
"""

import functools


def adapt(module):
    """Adapt a module of concurrent.futures that has just been loaded."""
    _ADAPT[module.__name__](module)


def _adapt_base(module):
    import _atoll_futures
    _atoll_futures.adopt(module.Future)
    module.Future = _atoll_futures.Future


def _adapt_thread(module):
    from _atoll_futures import IdleCount, WorkerQueue
    initialize = module.ThreadPoolExecutor.__init__
    work = module._worker
    simple_queue = module.queue.SimpleQueue

    @functools.wraps(initialize)
    def __init__(self, *args, **kwargs):
        initialize(self, *args, **kwargs)
        self._idle_semaphore = IdleCount()

    @functools.wraps(work)
    def _worker(executor_reference, ctx, work_queue):
        executor = executor_reference()
        idle = None if executor is None else executor._idle_semaphore
        del executor
        if type(work_queue) is simple_queue and type(idle) is IdleCount:
            work_queue = getattr(type(ctx), '_atoll_queue', _plain_queue)(ctx, work_queue, idle)
        work(executor_reference, ctx, work_queue)

    def _plain_queue(ctx, work_queue, idle):
        return WorkerQueue(work_queue, idle)

    module.ThreadPoolExecutor.__init__ = __init__
    module._worker = _worker


def _adapt_interpreter(module):
    from _atoll_futures import WorkerQueue
    from _atoll_pool import PoolQueue, resolve_task
    context = module.WorkerContext
    work_item = module._thread._WorkItem
    prepare_slowly = context.prepare.__func__

    @classmethod
    @functools.wraps(prepare_slowly)
    def prepare(cls, initializer, initargs):
        create_context, _ = prepare_slowly(cls, initializer, initargs)
        return create_context, resolve_task

    def _atoll_queue(ctx, work_queue, idle):
        if type(ctx) is context:
            return PoolQueue(work_queue, idle, ctx, work_item)
        return WorkerQueue(work_queue, idle)

    context.prepare = prepare
    context._atoll_queue = _atoll_queue


_ADAPT = {'concurrent.futures._base': _adapt_base, 'concurrent.futures.thread': _adapt_thread,
          'concurrent.futures.interpreter': _adapt_interpreter}
