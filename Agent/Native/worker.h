// The thread that makes the profiler calls, and the waiting of those who ask for them.
#pragma once

#include "port.h"

namespace {

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
    HResult hr = call<HResult, uint32_t, Module*, Token*, HResult*>(p->info, Info::RequestRevert, list.count, list.modules, list.tokens, results);
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
    call<HResult>(p->info, Info::InitializeCurrentThread);
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

}  // namespace
