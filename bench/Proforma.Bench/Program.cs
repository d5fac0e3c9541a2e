using Proforma.Bench;

// Figures of one run, interleaved, medians: compare ratios, not milliseconds of different days.
return BenchArguments.Read(args) is { } arguments ? Benchmarks.Run(arguments) : 3;
