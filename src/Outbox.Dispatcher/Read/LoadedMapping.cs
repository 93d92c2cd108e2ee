using Outbox.Mapping.Model;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>A stored mapping, ready to shape by.</summary>
/// <param name="Document">The mapping.</param>
/// <param name="Shaper">Its shaper.</param>
public sealed record LoadedMapping(MappingDocument Document, IShaper Shaper);

/// <summary>Makes a stored mapping ready.</summary>
/// <exception cref="Core.Errors.OutboxException">The stored text is not a mapping that this version reads.</exception>
public delegate LoadedMapping MappingLoader(StoredMapping stored);
