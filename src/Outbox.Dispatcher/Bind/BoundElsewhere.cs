using Outbox.Core.Errors;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Dispatcher.Bind;

/// <summary>Tells where an outbox is from where it is bound to be. Pure.</summary>
public static class BoundElsewhere
{
    /// <summary>The error where they differ; null where they do not, or where nothing is bound.</summary>
    public static OutboxException? Explain(OutboxBinding here, OutboxBinding? bound)
    {
        if (bound is null || here == bound)
        {
            return null;
        }

        return new OutboxException(
            RowReasons.BoundElsewhere,
            $"The outbox is bound to {Words(bound)}, and is found in {Words(here)}. Nothing was sent.",
            null,
            "If this is a copy, let the original send and drop this outbox. If it has moved, run `outbox adopt` with the same settings once nothing else sends it.");
    }

    /// <summary>A binding in words.</summary>
    public static string Words(OutboxBinding binding) =>
        $"{(binding.Server.Length == 0 ? "" : $"'{binding.Server}', ")}'{binding.Database}' with workspace {binding.EnvironmentId} in {binding.Region}";
}
