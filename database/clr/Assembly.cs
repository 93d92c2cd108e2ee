using System.Reflection;
using System.Runtime.InteropServices;

// Raised by hand, and only where the assembly changes: its hash is what a DBA has trusted.
[assembly: AssemblyVersion("1.0.0.0")]
[assembly: AssemblyTitle("Outbox.Clr")]
[assembly: AssemblyDescription("Look-ups of the outbox for SQL Server, SAFE; each has a twin in T-SQL.")]
[assembly: ComVisible(false)]
