namespace Outbox.Core.Messages;

/// <summary>What an outbox row stands for.</summary>
public enum MessageKind
{
    /// <summary>A fact, sent once under its event id.</summary>
    Event,

    /// <summary>"This person's attributes may have changed"; carries no values.</summary>
    Touch,

    /// <summary>A guest is a customer, or a key became another: two persons are one.</summary>
    Merge,

    /// <summary>The person's data is to go.</summary>
    Delete,

    /// <summary>The person's data is to go and not to come back.</summary>
    Suppress,

    /// <summary>A suppression ends: the person may come back.</summary>
    Restore,

    /// <summary>The person is to be suppressed, and to go from the outbox as well.</summary>
    Forget,

    /// <summary>An object's attributes may have changed; the key is the object's.</summary>
    Object,

    /// <summary>A person has to do with an object, or no longer has.</summary>
    Relation,
}
