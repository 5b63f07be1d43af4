"""Puts the fast parts of concurrent.futures in their places.

Futures, the count of idle workers and the queue as workers see it are made in Java; executors, their workers and what is
not plain about futures are the library's own.
"""

import functools
import time


def adapt(module):
    """Adapt a module of concurrent.futures that has just been loaded."""
    _ADAPT[module.__name__](module)


def _adapt_base(module):
    import _atoll_futures
    _atoll_futures.adopt(module.Future)
    module.Future = _atoll_futures.Future
    module.wait = _make_wait(module, _atoll_futures.Watch)
    module.as_completed = _make_as_completed(module, _atoll_futures.Watch)


def _make_wait(module, Watch):
    wait_slowly = module.wait
    waits = {module.ALL_COMPLETED: Watch.wait_for_all, module.FIRST_COMPLETED: Watch.wait_for_any,
             module.FIRST_EXCEPTION: Watch.wait_for_failure}

    @functools.wraps(wait_slowly)
    def wait(fs, timeout=None, return_when=module.ALL_COMPLETED):
        fs = set(fs)
        until = waits.get(return_when) if type(return_when) is str else None
        if until is None or not _are_plain(fs, module.Future):
            return wait_slowly(fs, timeout, return_when)
        watch = Watch(fs)
        try:
            until(watch, timeout)
            done = set(watch.ended())
        finally:
            watch.close(fs)
        return module.DoneAndNotDoneFutures(done, fs - done)

    return wait


def _make_as_completed(module, Watch):
    as_completed_slowly = module.as_completed

    @functools.wraps(as_completed_slowly)
    def as_completed(fs, timeout=None):
        if timeout is not None:
            end_time = timeout + time.monotonic()
        fs = set(fs)
        if not _are_plain(fs, module.Future):
            slowly = as_completed_slowly(fs, None if timeout is None else max(0, end_time - time.monotonic()))
            del fs
            yield from slowly
            return
        total = len(fs)
        watch = Watch(fs)
        try:
            while fs:
                ended = watch.next(None if timeout is None else end_time - time.monotonic())
                if not ended:
                    raise module.TimeoutError(f'{len(fs)} (of {total}) futures unfinished')
                fs.remove(ended[0])
                # No reference to what is handed out is kept here.
                yield ended.pop()
        finally:
            watch.close(fs)

    return as_completed


def _are_plain(fs, future_class):
    """Whether all these are futures of the type itself, none of a subclass or of somebody else's."""
    return all(type(future) is future_class for future in fs)


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
