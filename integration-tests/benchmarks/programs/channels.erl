%% What channels.py measures, between processes of Erlang: erl -noshell -run channels main KIND SECONDS [ENDS].
%% Prints as channels.py does. Messages to a process are its channel. The same work: what is sent is copied, but for binaries,
%% as bytes are not in Atoll; keys of maps are binaries, as those of dicts are strings. Nothing in Erlang can be changed, so that
%% there is no bytearray and nothing to give away.
-module(channels).
-export([main/1]).

main([Kind, Seconds | Rest]) ->
    Time = round(number(Seconds) * 1.0e9),
    Ends = case Rest of [] -> 0; [N] -> list_to_integer(N) end,
    {Times, Used} = measure(list_to_atom(Kind), Time, Ends),
    Sorted = lists:sort(Times),
    io:format("best=~.9f~n", [hd(Sorted)]),
    io:format("median=~.9f~n", [lists:nth((length(Sorted) + 1) div 2, Sorted)]),
    io:format("cpu=~.9f~n", [Used]),
    halt().

number(Text) ->
    case string:to_float(Text) of
        {error, _} -> list_to_integer(Text);
        {Value, _} -> Value
    end.

%% Seconds for each value, of the rounds of the second half of the time, and processor seconds of all threads for each.
repeat(Time, Count, Once) ->
    repeat_until(erlang:monotonic_time(nanosecond) + Time div 2, Count, Once, []),
    {Before, _} = statistics(runtime),
    Found = repeat_until(erlang:monotonic_time(nanosecond) + Time div 2, Count, Once, []),
    {After, _} = statistics(runtime),
    {Found, (After - Before) / 1000 / Count / length(Found)}.

repeat_until(End, Count, Once, Found) ->
    Started = erlang:monotonic_time(nanosecond),
    Once(),
    Now = erlang:monotonic_time(nanosecond),
    More = [(Now - Started) / Count / 1.0e9 | Found],
    if
        Now >= End -> More;
        true -> repeat_until(End, Count, Once, More)
    end.

measure(trip, Time, _) ->
    Peer = spawn_link(fun echo/0),
    repeat(Time, 1, fun() -> Peer ! {self(), 7}, receive 7 -> ok end end);
measure(list, Time, _) ->
    Peer = spawn_link(fun measure_lengths/0),
    List = lists:seq(0, 999999),
    repeat(Time, 1, fun() -> Peer ! {self(), List}, receive 1000000 -> ok end end);
measure(senders, Time, Ends) ->
    Each = max(1, 200000 div Ends),
    Peers = [spawn_link(fun give/0) || _ <- lists:seq(1, Ends)],
    repeat(Time, Each * Ends, fun() ->
        lists:foreach(fun(Peer) -> Peer ! {self(), Each} end, Peers),
        receive_all(Each * Ends)
    end);
measure(receivers, Time, Ends) ->
    Each = max(1, 200000 div Ends),
    Peers = [spawn_link(fun take/0) || _ <- lists:seq(1, Ends)],
    repeat(Time, Each * Ends, fun() ->
        lists:foreach(fun(Peer) -> Peer ! {self(), Each} end, Peers),
        lists:foreach(fun(N) -> lists:foreach(fun(Peer) -> Peer ! N end, Peers) end, lists:seq(1, Each)),
        receive_all(Ends)
    end);
measure(Kind, Time, _) ->
    Peer = spawn_link(fun take/0),
    {Count, Value} = value(Kind),
    repeat(Time, Count, fun() ->
        Peer ! {self(), Count},
        send_all(Peer, Value, Count),
        receive _ -> ok end
    end).

value(ints) -> {100000, 1234567};
value(dicts) -> {50000, maps:from_list([{list_to_binary("key" ++ integer_to_list(N)), N * 1000} || N <- lists:seq(0, 9)])};
value(bytes) -> {100, binary:copy(<<0>>, 1 bsl 20)};
value(half) -> {100, binary:copy(<<0>>, 1 bsl 19)}.

send_all(_, _, 0) -> ok;
send_all(Peer, Value, N) -> Peer ! Value, send_all(Peer, Value, N - 1).

receive_all(0) -> ok;
receive_all(N) -> receive _ -> receive_all(N - 1) end.

echo() -> receive {From, Value} -> From ! Value, echo() end.

measure_lengths() -> receive {From, List} -> From ! length(List), measure_lengths() end.

take() -> receive {From, Count} -> receive_all(Count), From ! Count, take() end.

give() -> receive {From, Count} -> send_all(From, 0, Count), give() end.
