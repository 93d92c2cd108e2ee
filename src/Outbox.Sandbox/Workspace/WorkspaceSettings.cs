using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Workspace;

/// <summary>What a workspace's owner can set at Customer.io, as far as it changes what a call does.</summary>
/// <param name="AllowEmailChangeById">"Allow updates to email using ID": an id may change the e-mail of its person.</param>
/// <param name="PhoneIdentifier">Whether <c>phone</c> is an identifier: one phone, one person.</param>
/// <param name="ReferenceByCioId">"Reference people by cio_id": a <c>cio_id</c> may change identifiers, and people can be merged.</param>
internal sealed record WorkspaceSettings(
    bool AllowEmailChangeById = true, bool PhoneIdentifier = false, bool ReferenceByCioId = true)
{
    /// <summary>Whether a value of this kind names at most one person.</summary>
    public bool IsIdentifier(IdentifierKind kind) => kind != IdentifierKind.Phone || PhoneIdentifier;
}
