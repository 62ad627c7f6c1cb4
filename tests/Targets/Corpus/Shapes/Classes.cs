namespace Corpus.Shapes;

internal static class Classes
{
    private abstract class Animal
    {
        protected readonly List<string> Log = [];

        protected Animal(string name)
        {
            Name = name;
            Log.Add($"animal {Describe()}");
        }

        public string Name { get; init; }
        public abstract string Sound();
        public virtual string Describe() => $"{GetType().Name}";
        public string Story() => string.Join(",", Log) + ":" + Sound();
        public override string ToString() => Name;
    }

    private class Dog : Animal
    {
        private readonly string _field = "field";

        public Dog(string name) : base(name) => Log.Add("dog " + _field);

        public Dog() : this("rex") => Log.Add("default");

        public override string Sound() => "woof";
        public override string Describe() => base.Describe() + "(" + (_field ?? "unset") + ")";
        public virtual string Fetch(string what) => what;
        public string Kind() => "dog";
    }

    private sealed class Puppy(int age) : Dog("pup")
    {
        public int Age => age;
        public sealed override string Sound() => base.Sound().ToUpperInvariant() + age;
        public override string Fetch(string what) => base.Fetch(what) + "?";
    }

    private sealed class Bag
    {
        private readonly Dictionary<string, int> _items = [];
        private EventHandler<int> _handlers;

        public int this[string key]
        {
            get => _items.GetValueOrDefault(key);
            set
            {
                _items[key] = value;
                Changed?.Invoke(this, value);
                _handlers?.Invoke(this, -value);
            }
        }

        public int this[int a, int b] => a * b;
        public int Auto { get; set; } = 1;
        public int InitOnly { get; init; }
        public required string Required { get; set; }
        public string Computed => Required + Auto;
        public event EventHandler<int> Changed;
        public event EventHandler<int> Custom { add => _handlers += value; remove => _handlers -= value; }
        public static Bag operator +(Bag bag, string key) { bag[key]++; return bag; }
        public static implicit operator int(Bag bag) => bag._items.Values.Sum();
    }

    private record Person(string Name, int Age)
    {
        protected virtual Type Contract => EqualityContract;
        public string Greeting => $"I am {Name}";
        public Person Older() => this with { Age = Age + 1 };
    }

    private sealed record Student(string Name, int Age, string School) : Person(Name, Age)
    {
        public override string ToString() => base.ToString() + School;
    }

    private static class Lazily
    {
        public static readonly int Value = Compute();
        private static int Compute() => 6 * 7;
    }

    private sealed class Eager
    {
        public static readonly string Text;
        static Eager() => Text = "eager";
        public string Instance => Text;
    }

    private sealed class Finalized(int[] counter)
    {
        ~Finalized() => Interlocked.Increment(ref counter[0]);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Drop(int[] counter)
    {
        for (var i = 0; i < 10; i++)
        {
            _ = new Finalized(counter);
        }
    }

    private static bool Collected()
    {
        int[] counter = [0];
        Drop(counter);
        for (var i = 0; i < 50 && counter[0] < 9; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return counter[0] >= 9;
    }

    public static void Run(Transcript t)
    {
        t.Group(nameof(Classes));
        Animal[] animals = [new Dog(), new Puppy(2) { Name = "bit" }];
        t.Say("stories", animals.Select(a => a.Story()));
        t.Say("names", string.Join(",", (object[])animals));
        t.Say("fetch", ((Dog)animals[1]).Fetch("ball") + ((Puppy)animals[1]).Age + ((Dog)animals[0]).Kind());
        var bag = new Bag { Required = "r", InitOnly = 3 };
        var heard = new List<int>();
        EventHandler<int> hear = (_, v) => heard.Add(v);
        bag.Changed += hear;
        bag.Custom += hear;
        bag["a"] = 5;
        bag.Changed -= hear;
        bag += "a";
        bag.Custom -= hear;
        bag.Auto++;
        t.Say("bag", $"{bag["a"]} {bag[3, 4]} {bag.Computed} {(int)bag} {bag.InitOnly}");
        t.Say("heard", heard);
        var person = new Person("p", 30);
        t.Say("record", $"{person.Older()} {person == person.Older()} {person.Greeting}");
        t.Say("derived", new Student("s", 20, "X") with { Age = 21 });
        t.Say("statics", Lazily.Value + new Eager().Instance);
        t.Say("finalized", Collected());
    }
}
