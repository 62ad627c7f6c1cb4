// What the port keeps: one heap block, made on first use and never freed.
#pragma once

#include <pthread.h>
#include <stdlib.h>

#include "clr.h"

namespace {

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

}  // namespace
