using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Proforma.Engine.Tests")]
