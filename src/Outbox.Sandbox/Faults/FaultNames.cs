namespace Outbox.Sandbox.Faults;

/// <summary>The faults' names in JSON.</summary>
internal static class FaultNames
{
    public static string Of(Fault fault) => fault switch
    {
        Fault.CutBefore => "cut_before",
        Fault.Cut => "cut",
        Fault.Redirect => "redirect",
        Fault.TooManyRequests => "too_many_requests",
        Fault.ServerError => "server_error",
        Fault.Garbage => "garbage",
        Fault.Slow => "slow",
        Fault.Unauthorized => "unauthorized",
        Fault.Down => "down",
        _ => "none",
    };
}
