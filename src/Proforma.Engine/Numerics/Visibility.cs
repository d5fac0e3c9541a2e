using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Proforma.Engine.Tests")]
[assembly: InternalsVisibleTo("Proforma.Bench.Random")]
