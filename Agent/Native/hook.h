// The fallback entry, for a target whose start-up hooks are switched off.
#pragma once

#include <dlfcn.h>

#include "port.h"

namespace {

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
        host, RuntimeHost::CreateDelegate, 1, u"System.Private.CoreLib", u"Internal.Runtime.InteropServices.ComponentActivator",
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

}  // namespace
