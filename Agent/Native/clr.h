// The little of corprof.idl, cor.h and mscoree.idl that the port needs, as slots of vtables.
#pragma once

#include <stdint.h>
#include <string.h>

namespace {

using HResult = int32_t;
using Module = uintptr_t;
using Token = uint32_t;

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

// Slots of the interfaces that the runtime gives us.
namespace Unknown { enum { QueryInterface = 0, Release = 2 }; }
namespace RuntimeHost { enum { CreateDelegate = 13 }; }
namespace FunctionControl { enum { SetILFunctionBody = 4, SetILInstrumentedCodeMap = 5 }; }
namespace MetaData { enum { GetTokenFromSig = 23, GetTokenFromTypeSpec = 26, GetMethodProps = 30, GetSigFromToken = 41 }; }
namespace Info {
enum {
    GetFunctionInfo = 15,
    GetModuleMetaData = 21,
    GetILFunctionBody = 22,
    InitializeCurrentThread = 72,
    RequestReJIT = 73,
    RequestRevert = 74,
    SetEventMask2 = 82,
    RequestReJITWithInliners = 96,
};
}

// Slots of ICorProfilerCallback that are not empty here.
namespace Callbacks {
enum {
    Initialize = 3,
    Shutdown = 4,
    InitializeForAttach = 80,
    ProfilerAttachComplete = 81,
    GetReJITParameters = 84,
    ReJITError = 86,
    LoadAsNotificationOnly = 97,
    Count = 98,
};
}

template <typename Result, typename... Args>
Result call(void* object, int slot, Args... args) {
    void** table = *reinterpret_cast<void***>(object);
    return reinterpret_cast<Result (*)(void*, Args...)>(table[slot])(object, args...);
}

HResult query(void* object, const Guid& iid, void** result) { return call<HResult, const Guid*, void**>(object, Unknown::QueryInterface, &iid, result); }
void release(void* object) { call<uint32_t>(object, Unknown::Release); }

}  // namespace
