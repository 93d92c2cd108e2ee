namespace Outbox.Sandbox;

/// <summary>Where the account claims to be.</summary>
public enum SandboxRegion
{
    /// <summary>United States.</summary>
    Us,

    /// <summary>European Union.</summary>
    Eu,
}
