%% What arenas.py measures of counters, with a table of ets between processes of Erlang: erl -noshell -run arenas main KIND SECONDS.
%% Prints as arenas.py does. ets:update_counter is what ets has for it: one more in an entry, atomically. There is no lock to hold.
-module(arenas).
-export([main/1]).

main([Kind, Seconds]) ->
    Workers = case Kind of "one" -> 1; _ -> 2 end,
    Time = round(number(Seconds) * 1.0e9),
    Table = ets:new(counts, [public, {write_concurrency, true}]),
    ets:insert(Table, {n, 0}),
    Rounds = 200000,
    Once = fun() -> round_of(Table, Workers, Rounds) end,
    Now = erlang:monotonic_time(nanosecond),
    repeat_until(Now + Time div 2, Once, []),
    {Before, _} = statistics(runtime),
    Found = repeat_until(Now + Time, Once, []),
    {After, _} = statistics(runtime),
    Each = [Taken / Rounds / Workers / 1.0e9 || Taken <- lists:sort(Found)],
    io:format("best=~.12f~n", [hd(Each)]),
    io:format("median=~.12f~n", [lists:nth((length(Each) + 1) div 2, Each)]),
    io:format("cpu=~.12f~n", [(After - Before) / 1000 / Rounds / Workers / length(Found)]),
    halt().

number(Text) ->
    case string:to_float(Text) of
        {error, _} -> list_to_integer(Text);
        {Value, _} -> Value
    end.

repeat_until(End, Once, Found) ->
    Started = erlang:monotonic_time(nanosecond),
    Once(),
    Now = erlang:monotonic_time(nanosecond),
    if
        Now >= End -> [Now - Started | Found];
        true -> repeat_until(End, Once, [Now - Started | Found])
    end.

round_of(Table, Workers, Rounds) ->
    Running = [spawn_monitor(fun() -> count(Table, Rounds) end) || _ <- lists:seq(1, Workers)],
    [receive {'DOWN', Reference, process, _, normal} -> ok end || {_, Reference} <- Running].

count(_, 0) -> ok;
count(Table, N) -> ets:update_counter(Table, n, 1), count(Table, N - 1).
