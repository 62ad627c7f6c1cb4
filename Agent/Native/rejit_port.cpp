// The ReJIT port: the few profiler calls that managed code cannot make itself, as exported C functions.
// Everything that is decided (what is woven and how) is decided by the probe, in managed code.
//
// - ICorProfilerInfo refuses most of its calls on a thread that came in through P/Invoke (0x80131363), so one native
//   worker thread makes them and the caller waits.
// - The declarations are our own and minimal: interfaces are called by their slot, see corprof.idl and cor.h.
// - Nothing here is ever freed at exit, and no object has a destructor: the process may end while the worker waits.
// - No C++ runtime is needed: no exceptions, no RTTI, no containers.

#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PORT_EXPORT extern "C" __attribute__((visibility("default")))

namespace {

using HResult = int32_t;
using Module = uintptr_t;
using Token = uint32_t;

constexpr int32_t AbiVersion = 1;
constexpr HResult Ok = 0;
constexpr HResult Failed = static_cast<HResult>(0x80004005);
constexpr HResult NoInterface = static_cast<HResult>(0x80004002);
constexpr HResult OutOfMemory = static_cast<HResult>(0x8007000E);
constexpr HResult NotInitialised = static_cast<HResult>(0x80131124);

struct Guid {
    uint32_t a;
    uint16_t b, c;
    uint8_t d[8];
    bool operator==(const Guid& other) const { return memcmp(this, &other, sizeof(Guid)) == 0; }
};

constexpr Guid IidUnknown{0x00000000, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
constexpr Guid IidClassFactory{0x00000001, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
constexpr Guid IidMetaDataImport{0x7DAC8207, 0xD3AE, 0x4C75, {0x9B, 0x67, 0x92, 0x80, 0x1A, 0x49, 0x7D, 0x44}};
constexpr Guid IidMetaDataEmit{0xBA3FEE4C, 0xECB9, 0x4E41, {0x83, 0xB7, 0x18, 0x3F, 0xA4, 0x1C, 0xD8, 0x59}};
constexpr Guid IidProfilerInfo10{0x2F1B5152, 0xC869, 0x40C9, {0xAA, 0x5F, 0x3A, 0xBE, 0x02, 0x6B, 0xD7, 0x20}};
constexpr Guid IidRuntimeHost2{0x712AB73F, 0x2C22, 0x4807, {0xAD, 0x7E, 0xF5, 0x01, 0xD7, 0xB7, 0x2C, 0x2D}};
constexpr Guid ClsidPort{0x6F1C2B6E, 0x4C3B, 0x4E0B, {0x9B, 0x0A, 0x5C, 0x1A, 0x7B, 0x6E, 0x0D, 0x42}};

// ICorProfilerCallback and its successors 2 to 11.
constexpr Guid IidCallbacks[] = {
    {0x176FBED1, 0xA55C, 0x4796, {0x98, 0xCA, 0xA9, 0xDA, 0x0E, 0xF8, 0x83, 0xE7}},
    {0x8A8CC829, 0xCCF2, 0x49FE, {0xBB, 0xAE, 0x0F, 0x02, 0x22, 0x28, 0x07, 0x1A}},
    {0x4FD2ED52, 0x7731, 0x4B8D, {0x94, 0x69, 0x03, 0xD2, 0xCC, 0x30, 0x86, 0xC5}},
    {0x7B63B2E3, 0x107D, 0x4D48, {0xB2, 0xF6, 0xF6, 0x1E, 0x22, 0x94, 0x70, 0xD2}},
    {0x8DFBA405, 0x8C9F, 0x45F8, {0xBF, 0xFA, 0x83, 0xB1, 0x4C, 0xEF, 0x78, 0xB5}},
    {0xFC13DF4B, 0x4448, 0x4F4F, {0x95, 0x0C, 0xBA, 0x8D, 0x19, 0xD0, 0x0C, 0x36}},
    {0xF76A2DBA, 0x1D52, 0x4539, {0x86, 0x6C, 0x2A, 0xA5, 0x18, 0xF9, 0xEF, 0xC3}},
    {0x5BED9B15, 0xC079, 0x4D47, {0xBF, 0xE2, 0x21, 0x5A, 0x14, 0x0C, 0x07, 0xE0}},
    {0x27583EC3, 0xC8F5, 0x482F, {0x80, 0x52, 0x19, 0x4B, 0x8C, 0xE4, 0x70, 0x5A}},
    {0xCEC5B60E, 0xC69C, 0x495F, {0x87, 0xF6, 0x84, 0xD2, 0x8E, 0xE1, 0x6F, 0xFB}},
    {0x42350846, 0xAAED, 0x47F7, {0xB1, 0x28, 0xFD, 0x0C, 0x98, 0x88, 0x1C, 0xDE}},
};

template <typename Result, typename... Args>
Result call(void* object, int slot, Args... args) {
    void** table = *reinterpret_cast<void***>(object);
    return reinterpret_cast<Result (*)(void*, Args...)>(table[slot])(object, args...);
}

HResult query(void* object, const Guid& iid, void** result) { return call<HResult, const Guid*, void**>(object, 0, &iid, result); }
void release(void* object) { call<uint32_t>(object, 2); }

// ---- state: one heap block, made on first use and never freed ----

struct IlMapEntry {
    uint32_t oldOffset, newOffset;
    int32_t accurate;
};

// A woven body. Counted, because the runtime copies it outside our lock while a revert may drop it.
struct Body {
    int32_t references;
    uint8_t* il;
    uint32_t ilSize;
    IlMapEntry* map;
    uint32_t mapCount;
};

struct Method {
    Method* next;
    Module module;
    Token token;
    Body* body;           // null: not woven (any more), or only known as an inliner
    bool inliner;         // runs a new version of its own IL, so that it calls what it may have inlined
    uint32_t requested;   // the request that wove it
    uint32_t seen;        // the number of requests when the runtime last asked for it as an inliner
    int32_t served;       // how many times the runtime fetched the body
    HResult error;        // of ReJITError
};

struct OpenModule {
    OpenModule* next;
    Module module;
    void *import, *emit;
};

struct Job {
    Job* next;
    HResult (*run)(void*);
    void* argument;
    HResult result;
    bool done;
    pthread_cond_t finished;
};

constexpr uint32_t Buckets = 4096;

struct Port {
    pthread_mutex_t lock;
    pthread_cond_t work;
    void* info;
    char* hookPath;
    HResult initialised;
    HResult hookResult;
    bool ready, stopped, straysWait;
    Job *first, *last;
    uint32_t bodies, requests;
    OpenModule* modules;
    Method* methods[Buckets];
};

Port* port;
pthread_once_t portOnce = PTHREAD_ONCE_INIT;

void createPort() {
    auto* created = static_cast<Port*>(calloc(1, sizeof(Port)));
    if (created == nullptr) return;
    pthread_mutex_init(&created->lock, nullptr);
    pthread_cond_init(&created->work, nullptr);
    created->initialised = NotInitialised;
    created->hookResult = NotInitialised;
    port = created;
}

Port* state() {
    pthread_once(&portOnce, createPort);
    return port;
}

struct Locked {
    explicit Locked(Port* p) : port(p) { pthread_mutex_lock(&port->lock); }
    ~Locked() { pthread_mutex_unlock(&port->lock); }
    Port* port;
};

// The caller of the next three holds the lock.

Method* find(Port* p, Module module, Token token, bool add) {
    Method** bucket = &p->methods[((module >> 4) * 31 + token * 2654435761u) % Buckets];
    for (Method* m = *bucket; m != nullptr; m = m->next)
        if (m->module == module && m->token == token) return m;
    if (!add) return nullptr;
    auto* m = static_cast<Method*>(calloc(1, sizeof(Method)));
    if (m == nullptr) return nullptr;
    m->module = module;
    m->token = token;
    m->next = *bucket;
    *bucket = m;
    return m;
}

void dropReference(Body* body) {
    if (--body->references > 0) return;
    free(body->il);
    free(body->map);
    free(body);
}

void dropBody(Port* p, Method* m) {
    if (m->body == nullptr) return;
    dropReference(m->body);
    m->body = nullptr;
    p->bodies--;
}

// ---- the worker ----

struct MethodList {
    uint32_t count, capacity;
    Module* modules;
    Token* tokens;

    bool add(Module module, Token token) {
        if (count == capacity) {
            uint32_t larger = capacity == 0 ? 64 : capacity * 2;
            auto* m = static_cast<Module*>(realloc(modules, larger * sizeof(Module)));
            if (m != nullptr) modules = m;
            auto* t = static_cast<Token*>(realloc(tokens, larger * sizeof(Token)));
            if (t != nullptr) tokens = t;
            if (m == nullptr || t == nullptr) return false;
            capacity = larger;
        }
        modules[count] = module;
        tokens[count++] = token;
        return true;
    }

    void release() {
        free(modules);
        free(tokens);
    }
};

HResult requestRevert(Port* p, const MethodList& list) {
    if (list.count == 0) return Ok;
    auto* results = static_cast<HResult*>(calloc(list.count, sizeof(HResult)));
    if (results == nullptr) return OutOfMemory;
    HResult hr = call<HResult, uint32_t, Module*, Token*, HResult*>(p->info, 74, list.count, list.modules, list.tokens, results);
    free(results);
    return hr;
}

// Inliners that were asked for at or after a request, because of what that request wove.
void collectInliners(Port* p, uint32_t since, bool forget, MethodList* list) {
    Locked locked(p);
    for (Method* bucket : p->methods)
        for (Method* m = bucket; m != nullptr; m = m->next)
            if (m->inliner && m->body == nullptr && m->seen >= since && list->add(m->module, m->token) && forget) m->inliner = false;
}

// An inliner first called after everything was reverted is asked for only then: bring it back to its original too.
void revertStrays(Port* p) {
    MethodList list{};
    collectInliners(p, 0, true, &list);
    requestRevert(p, list);
    list.release();
}

void* work(void* argument) {
    auto* p = static_cast<Port*>(argument);
    pthread_setname_np(pthread_self(), "arthas-rejit");
    call<HResult>(p->info, 72);  // InitializeCurrentThread
    pthread_mutex_lock(&p->lock);
    for (;;) {
        if (p->first != nullptr) {
            Job* job = p->first;
            p->first = job->next;
            if (p->first == nullptr) p->last = nullptr;
            pthread_mutex_unlock(&p->lock);
            HResult result = p->stopped ? NotInitialised : job->run(job->argument);
            pthread_mutex_lock(&p->lock);
            job->result = result;
            job->done = true;
            pthread_cond_signal(&job->finished);
        } else if (p->straysWait && !p->stopped) {
            p->straysWait = false;
            bool idle = p->bodies == 0;
            pthread_mutex_unlock(&p->lock);
            if (idle) revertStrays(p);
            pthread_mutex_lock(&p->lock);
        } else {
            pthread_cond_wait(&p->work, &p->lock);
        }
    }
}

HResult onWorker(HResult (*run)(void*), void* argument) {
    Port* p = state();
    if (p == nullptr || !p->ready || p->stopped) return NotInitialised;
    Job job{};
    job.run = run;
    job.argument = argument;
    pthread_cond_init(&job.finished, nullptr);
    {
        Locked locked(p);
        (p->last == nullptr ? p->first : p->last->next) = &job;
        p->last = &job;
        pthread_cond_signal(&p->work);
        while (!job.done) pthread_cond_wait(&job.finished, &p->lock);
    }
    pthread_cond_destroy(&job.finished);
    return job.result;
}

bool startThread(void* (*run)(void*), void* argument) {
    pthread_t thread;
    if (pthread_create(&thread, nullptr, run, argument) != 0) return false;
    pthread_detach(thread);
    return true;
}

// ---- the fallback entry, for a target whose start-up hooks are switched off ----

// On a thread of its own: it becomes a managed thread, on which the profiler calls of the worker would be refused.
void* openHook(void* argument) {
    auto* p = static_cast<Port*>(argument);
    Dl_info runtime{};
    if (dladdr((*reinterpret_cast<void***>(p->info))[0], &runtime) == 0) return nullptr;
    void* library = dlopen(runtime.dli_fname, RTLD_NOLOAD | RTLD_NOW);
    auto getHost = library == nullptr ? nullptr : reinterpret_cast<HResult (*)(const Guid*, void**)>(dlsym(library, "GetCLRRuntimeHost"));
    void* host = nullptr;
    if (getHost == nullptr || getHost(&IidRuntimeHost2, &host) < 0) return nullptr;

    using Load = HResult (*)(const char* path, const char* type, const char* method, const char* delegateType, void*, void** function);
    void* load = nullptr;
    HResult hr = call<HResult, uint32_t, const char16_t*, const char16_t*, const char16_t*, void**>(
        host, 13, 1, u"System.Private.CoreLib", u"Internal.Runtime.InteropServices.ComponentActivator",
        u"LoadAssemblyAndGetFunctionPointer", &load);
    void* open = nullptr;
    const char* unmanagedCallersOnly = reinterpret_cast<const char*>(-1);
    if (hr >= 0)
        hr = reinterpret_cast<Load>(load)(p->hookPath, "StartupHook, Arthas.Hook", "OpenFromNative", unmanagedCallersOnly, nullptr, &open);
    if (hr >= 0)
        hr = reinterpret_cast<int32_t (*)(const void*, int32_t)>(open)(p->hookPath, static_cast<int32_t>(strlen(p->hookPath)));
    p->hookResult = hr;
    return nullptr;
}

// ---- what the runtime calls ----

struct Callback {
    void** table;
};

extern "C" HResult nothing() { return Ok; }
extern "C" uint32_t one() { return 1; }  // AddRef, Release: these objects live as long as the process

void* callbackTable[98];
Callback callback{callbackTable};

extern "C" HResult callbackQuery(void* self, const Guid* iid, void** result) {
    bool known = *iid == IidUnknown;
    for (const Guid& accepted : IidCallbacks) known = known || *iid == accepted;
    *result = known ? self : nullptr;
    return known ? Ok : NoInterface;
}

extern "C" HResult initializeAtStart(void*, void*) { return Failed; }  // only ever attached

HResult initialize(Port* p, void* unknown, const void* data, uint32_t size) {
    HResult hr = query(unknown, IidProfilerInfo10, &p->info);
    if (hr < 0) return hr;
    // ENABLE_REJIT, and JIT_COMPILATION because without it requests were lost at times (dotnet/runtime#87418).
    hr = call<HResult, uint32_t, uint32_t>(p->info, 82, 0x40000 | 0x20, 0);
    if (hr < 0) return hr;
    if (size > 0) {
        p->hookPath = static_cast<char*>(calloc(1, size + 1));
        if (p->hookPath == nullptr) return OutOfMemory;
        memcpy(p->hookPath, data, size);
    }
    return startThread(work, p) ? Ok : Failed;
}

extern "C" HResult initializeForAttach(void*, void* unknown, void* data, uint32_t size) {
    Port* p = state();
    if (p == nullptr) return OutOfMemory;
    p->initialised = initialize(p, unknown, data, data == nullptr ? 0 : size);
    p->ready = p->initialised >= 0;
    return p->initialised;
}

extern "C" HResult attachComplete(void*) {
    Port* p = state();
    if (p->hookPath != nullptr && p->hookPath[0] != '\0') startThread(openHook, p);
    return Ok;
}

extern "C" HResult shutdown(void*) {
    Port* p = state();
    p->stopped = true;
    return Ok;
}

extern "C" HResult getParameters(void*, Module module, Token token, void* control) {
    Port* p = state();
    Body* body;
    {
        Locked locked(p);
        Method* m = find(p, module, token, true);
        if (m == nullptr) return Ok;
        body = m->body;
        if (body == nullptr) {
            // An inliner: its own IL again, compiled without what is woven now.
            m->inliner = true;
            m->seen = p->requests;
            if (p->bodies == 0) {
                p->straysWait = true;
                pthread_cond_signal(&p->work);
            }
            return Ok;
        }
        m->served++;
        body->references++;
    }
    // Both copy. Outside the lock: they take locks of the runtime.
    HResult hr = call<HResult, uint32_t, const uint8_t*>(control, 4, body->ilSize, body->il);
    if (hr >= 0) hr = call<HResult, uint32_t, IlMapEntry*>(control, 5, body->mapCount, body->map);
    Locked locked(p);
    dropReference(body);
    return hr;
}

extern "C" HResult rejitError(void*, Module module, Token token, uintptr_t, HResult hr) {
    Port* p = state();
    Locked locked(p);
    Method* m = find(p, module, token, true);
    if (m != nullptr) m->error = hr;
    return Ok;
}

extern "C" HResult notificationOnly(void*, int32_t* only) {
    *only = 0;
    return Ok;
}

void fillCallbackTable() {
    for (void*& entry : callbackTable) entry = reinterpret_cast<void*>(nothing);
    callbackTable[0] = reinterpret_cast<void*>(callbackQuery);
    callbackTable[1] = callbackTable[2] = reinterpret_cast<void*>(one);
    callbackTable[3] = reinterpret_cast<void*>(initializeAtStart);
    callbackTable[4] = reinterpret_cast<void*>(shutdown);
    callbackTable[80] = reinterpret_cast<void*>(initializeForAttach);
    callbackTable[81] = reinterpret_cast<void*>(attachComplete);
    callbackTable[84] = reinterpret_cast<void*>(getParameters);
    callbackTable[86] = reinterpret_cast<void*>(rejitError);
    callbackTable[97] = reinterpret_cast<void*>(notificationOnly);
}

extern "C" HResult factoryQuery(void* self, const Guid* iid, void** result) {
    bool known = *iid == IidUnknown || *iid == IidClassFactory;
    *result = known ? self : nullptr;
    return known ? Ok : NoInterface;
}

extern "C" HResult createInstance(void*, void*, const Guid* iid, void** result) { return callbackQuery(&callback, iid, result); }

void* factoryTable[5];
Callback factory{factoryTable};

void fillTables() {
    fillCallbackTable();
    factoryTable[0] = reinterpret_cast<void*>(factoryQuery);
    factoryTable[1] = factoryTable[2] = reinterpret_cast<void*>(one);
    factoryTable[3] = reinterpret_cast<void*>(createInstance);
    factoryTable[4] = reinterpret_cast<void*>(nothing);
}

pthread_once_t tablesOnce = PTHREAD_ONCE_INIT;

// ---- jobs of the worker ----

HResult openModule(Port* p, Module module, OpenModule** result) {
    for (OpenModule* m = p->modules; m != nullptr; m = m->next)
        if (m->module == module) {
            *result = m;
            return Ok;
        }
    auto* opened = static_cast<OpenModule*>(calloc(1, sizeof(OpenModule)));
    if (opened == nullptr) return OutOfMemory;
    // ofWrite: type specifications are added to it.
    HResult hr = call<HResult, Module, uint32_t, const Guid*, void**>(p->info, 21, module, 1, &IidMetaDataEmit, &opened->emit);
    if (hr >= 0) hr = query(opened->emit, IidMetaDataImport, &opened->import);
    if (hr < 0) {
        if (opened->emit != nullptr) release(opened->emit);
        free(opened);
        return hr;
    }
    opened->module = module;
    opened->next = p->modules;
    p->modules = opened;
    *result = opened;
    return Ok;
}

// Keep in step with MethodFacts.cs.
struct MethodFacts {
    Module module;
    void* emit;
    const uint8_t* body;
    const uint8_t* signature;
    const uint8_t* locals;
    Token token;
    uint32_t bodySize, signatureSize, localsSize;
    HResult result;
};

struct DescribeRequest {
    int32_t count;
    const uintptr_t* functions;
    MethodFacts* facts;
};

HResult describeOne(Port* p, uintptr_t function, MethodFacts* facts) {
    uintptr_t type;
    HResult hr = call<HResult, uintptr_t, uintptr_t*, Module*, Token*>(p->info, 15, function, &type, &facts->module, &facts->token);
    if (hr < 0) return hr;
    OpenModule* module;
    hr = openModule(p, facts->module, &module);
    if (hr < 0) return hr;
    facts->emit = module->emit;
    hr = call<HResult, Module, Token, const uint8_t**, uint32_t*>(p->info, 22, facts->module, facts->token, &facts->body, &facts->bodySize);
    if (hr < 0) return hr;
    hr = call<HResult, Token, Token*, char16_t*, uint32_t, uint32_t*, uint32_t*, const uint8_t**, uint32_t*, uint32_t*, uint32_t*>(
        module->import, 30, facts->token, nullptr, nullptr, 0, nullptr, nullptr, &facts->signature, &facts->signatureSize, nullptr, nullptr);
    if (hr < 0) return hr;
    bool fat = facts->bodySize >= 12 && (facts->body[0] & 3) == 3;
    Token locals = 0;
    if (fat) memcpy(&locals, facts->body + 8, sizeof(locals));
    if (locals == 0) return Ok;
    return call<HResult, Token, const uint8_t**, uint32_t*>(module->import, 41, locals, &facts->locals, &facts->localsSize);
}

HResult describe(void* argument) {
    auto* request = static_cast<DescribeRequest*>(argument);
    for (int32_t i = 0; i < request->count; i++)
        request->facts[i].result = describeOne(port, request->functions[i], &request->facts[i]);
    return Ok;
}

struct TokenRequest {
    void* emit;
    int32_t slot;
    const uint8_t* blob;
    uint32_t size;
    Token token;
};

HResult token(void* argument) {
    auto* r = static_cast<TokenRequest*>(argument);
    return call<HResult, const uint8_t*, uint32_t, Token*>(r->emit, r->slot, r->blob, r->size, &r->token);
}

struct BatchRequest {
    int32_t count;
    Module* modules;
    Token* tokens;
};

HResult rejit(void* argument) {
    auto* r = static_cast<BatchRequest*>(argument);
    {
        Locked locked(port);
        uint32_t number = ++port->requests;
        for (int32_t i = 0; i < r->count; i++) {
            Method* m = find(port, r->modules[i], r->tokens[i], false);
            if (m == nullptr || m->body == nullptr) return Failed;
            m->requested = number;
        }
    }
    // BLOCK_INLINING | INLINING_CALLBACKS. Without callbacks an inliner that is woven itself would lose its body.
    return call<HResult, uint32_t, uint32_t, Module*, Token*>(port->info, 96, 3, r->count, r->modules, r->tokens);
}

// With nothing woven any more everything goes back to its original code. While others are still woven that would hide
// them: the original code of a method may have inlined them. So what is reverted, and its inliners, are compiled once more
// from their own IL, which inlines what was reverted just now and calls what is still woven.
HResult revert(void* argument) {
    auto* r = static_cast<BatchRequest*>(argument);
    MethodList list{};
    uint32_t since = UINT32_MAX;
    bool idle;
    {
        Locked locked(port);
        for (int32_t i = 0; i < r->count; i++) {
            Method* m = find(port, r->modules[i], r->tokens[i], false);
            if (m == nullptr || m->body == nullptr) continue;
            if (m->requested < since) since = m->requested;
            dropBody(port, m);
            m->inliner = true;
            m->seen = port->requests;
        }
        idle = port->bodies == 0;
    }
    collectInliners(port, idle ? 0 : since, idle, &list);
    HResult hr = Ok;
    if (idle)
        hr = requestRevert(port, list);
    else if (list.count > 0)
        hr = call<HResult, uint32_t, Module*, Token*>(port->info, 73, list.count, list.modules, list.tokens);
    list.release();
    return hr;
}

}  // namespace

PORT_EXPORT HResult DllGetClassObject(const Guid* clsid, const Guid* iid, void** result) {
    *result = nullptr;
    if (!(*clsid == ClsidPort)) return static_cast<HResult>(0x80040111);
    pthread_once(&tablesOnce, fillTables);
    return factoryQuery(&factory, iid, result);
}

PORT_EXPORT HResult DllCanUnloadNow() { return 1; }

// The version of this file's exports: a port brought in by another version stays for the life of the process.
PORT_EXPORT int32_t arthas_port_version() { return AbiVersion; }

// 0 when the runtime has initialised the port in this process, else an HRESULT.
PORT_EXPORT HResult arthas_port_state() {
    Port* p = state();
    return p == nullptr ? OutOfMemory : p->stopped ? NotInitialised : p->initialised;
}

// What became of the fallback entry: the hook's own result, or an HRESULT.
PORT_EXPORT HResult arthas_port_hook_result() {
    Port* p = state();
    return p == nullptr ? OutOfMemory : p->hookResult;
}

PORT_EXPORT HResult arthas_port_describe(int32_t count, const uintptr_t* functions, MethodFacts* facts) {
    DescribeRequest request{count, functions, facts};
    return onWorker(describe, &request);
}

PORT_EXPORT HResult arthas_port_type_token(void* emit, const uint8_t* blob, uint32_t size, Token* result) {
    TokenRequest request{emit, 26, blob, size, 0};
    HResult hr = onWorker(token, &request);
    *result = request.token;
    return hr;
}

PORT_EXPORT HResult arthas_port_signature_token(void* emit, const uint8_t* blob, uint32_t size, Token* result) {
    TokenRequest request{emit, 23, blob, size, 0};
    HResult hr = onWorker(token, &request);
    *result = request.token;
    return hr;
}

// Lays a body ready for the next request. Copies.
PORT_EXPORT HResult arthas_port_set_body(Module module, Token token, const uint8_t* il, uint32_t ilSize, const IlMapEntry* map, uint32_t mapCount) {
    Port* p = state();
    if (p == nullptr) return OutOfMemory;
    auto* body = static_cast<Body*>(calloc(1, sizeof(Body)));
    if (body == nullptr) return OutOfMemory;
    body->references = 1;
    body->il = static_cast<uint8_t*>(malloc(ilSize));
    body->map = static_cast<IlMapEntry*>(malloc(mapCount * sizeof(IlMapEntry) + 1));
    if (body->il == nullptr || body->map == nullptr) {
        dropReference(body);
        return OutOfMemory;
    }
    memcpy(body->il, il, body->ilSize = ilSize);
    memcpy(body->map, map, (body->mapCount = mapCount) * sizeof(IlMapEntry));
    Locked locked(p);
    Method* m = find(p, module, token, true);
    if (m == nullptr) {
        dropReference(body);
        return OutOfMemory;
    }
    dropBody(p, m);
    m->body = body;
    m->served = 0;
    m->error = Ok;
    p->bodies++;
    return Ok;
}

PORT_EXPORT HResult arthas_port_rejit(int32_t count, Module* modules, Token* tokens) {
    BatchRequest request{count, modules, tokens};
    return onWorker(rejit, &request);
}

PORT_EXPORT HResult arthas_port_revert(int32_t count, Module* modules, Token* tokens) {
    BatchRequest request{count, modules, tokens};
    return onWorker(revert, &request);
}

// How many times the runtime fetched the body laid ready last, and the error it reported for it.
PORT_EXPORT int32_t arthas_port_served(Module module, Token token, HResult* error) {
    Port* p = state();
    Locked locked(p);
    Method* m = find(p, module, token, false);
    *error = m == nullptr ? Ok : m->error;
    return m == nullptr ? 0 : m->served;
}
