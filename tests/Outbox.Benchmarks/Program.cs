using BenchmarkDotNet.Running;
using Outbox.Benchmarks;

// dotnet run -c Release --project tests/Outbox.Benchmarks -- --filter *
BenchmarkSwitcher.FromAssembly(typeof(UlidBenchmarks).Assembly).Run(args);
