// The ReJIT port: the few profiler calls that managed code cannot make itself, as exported C functions.
// Everything that is decided (what is woven and how) is decided by the probe, in managed code.
//
// - ICorProfilerInfo refuses most of its calls on a thread that came in through P/Invoke (0x80131363), so one native
//   worker thread makes them and the caller waits.
// - The declarations are our own and minimal: interfaces are called by their slot, see corprof.idl and cor.h.
// - Nothing here is ever freed at exit, and no object has a destructor: the process may end while the worker waits.
// - No C++ runtime is needed: no exceptions, no RTTI, no containers.

#include "hook.h"
#include "worker.h"

#define PORT_EXPORT extern "C" __attribute__((visibility("default")))

namespace {

constexpr int32_t AbiVersion = 1;

// ---- what the runtime calls ----

struct Callback {
    void** table;
};

extern "C" HResult nothing() { return Ok; }
extern "C" uint32_t one() { return 1; }  // AddRef, Release: these objects live as long as the process

void* callbackTable[Callbacks::Count];
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
    hr = call<HResult, uint32_t, uint32_t>(p->info, Info::SetEventMask2, 0x40000 | 0x20, 0);
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
    HResult hr = call<HResult, uint32_t, const uint8_t*>(control, FunctionControl::SetILFunctionBody, body->ilSize, body->il);
    if (hr >= 0) hr = call<HResult, uint32_t, IlMapEntry*>(control, FunctionControl::SetILInstrumentedCodeMap, body->mapCount, body->map);
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
    callbackTable[Callbacks::Initialize] = reinterpret_cast<void*>(initializeAtStart);
    callbackTable[Callbacks::Shutdown] = reinterpret_cast<void*>(shutdown);
    callbackTable[Callbacks::InitializeForAttach] = reinterpret_cast<void*>(initializeForAttach);
    callbackTable[Callbacks::ProfilerAttachComplete] = reinterpret_cast<void*>(attachComplete);
    callbackTable[Callbacks::GetReJITParameters] = reinterpret_cast<void*>(getParameters);
    callbackTable[Callbacks::ReJITError] = reinterpret_cast<void*>(rejitError);
    callbackTable[Callbacks::LoadAsNotificationOnly] = reinterpret_cast<void*>(notificationOnly);
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
    HResult hr = call<HResult, Module, uint32_t, const Guid*, void**>(p->info, Info::GetModuleMetaData, module, 1, &IidMetaDataEmit, &opened->emit);
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
    HResult hr = call<HResult, uintptr_t, uintptr_t*, Module*, Token*>(p->info, Info::GetFunctionInfo, function, &type, &facts->module, &facts->token);
    if (hr < 0) return hr;
    OpenModule* module;
    hr = openModule(p, facts->module, &module);
    if (hr < 0) return hr;
    facts->emit = module->emit;
    hr = call<HResult, Module, Token, const uint8_t**, uint32_t*>(p->info, Info::GetILFunctionBody, facts->module, facts->token, &facts->body, &facts->bodySize);
    if (hr < 0) return hr;
    hr = call<HResult, Token, Token*, char16_t*, uint32_t, uint32_t*, uint32_t*, const uint8_t**, uint32_t*, uint32_t*, uint32_t*>(
        module->import, MetaData::GetMethodProps, facts->token, nullptr, nullptr, 0, nullptr, nullptr, &facts->signature, &facts->signatureSize, nullptr, nullptr);
    if (hr < 0) return hr;
    bool fat = facts->bodySize >= 12 && (facts->body[0] & 3) == 3;
    Token locals = 0;
    if (fat) memcpy(&locals, facts->body + 8, sizeof(locals));
    if (locals == 0) return Ok;
    return call<HResult, Token, const uint8_t**, uint32_t*>(module->import, MetaData::GetSigFromToken, locals, &facts->locals, &facts->localsSize);
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
    return call<HResult, uint32_t, uint32_t, Module*, Token*>(port->info, Info::RequestReJITWithInliners, 3, r->count, r->modules, r->tokens);
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
        hr = call<HResult, uint32_t, Module*, Token*>(port->info, Info::RequestReJIT, list.count, list.modules, list.tokens);
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
    TokenRequest request{emit, MetaData::GetTokenFromTypeSpec, blob, size, 0};
    HResult hr = onWorker(token, &request);
    *result = request.token;
    return hr;
}

PORT_EXPORT HResult arthas_port_signature_token(void* emit, const uint8_t* blob, uint32_t size, Token* result) {
    TokenRequest request{emit, MetaData::GetTokenFromSig, blob, size, 0};
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
