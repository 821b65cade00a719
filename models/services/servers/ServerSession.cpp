#include "services/servers/ServerSession.h"

namespace gatehouse {

struct AskedProgress::State
{
    Progress progress;
    int done = 0;
    int total = 0;

    bool tell(int nowDone, int nowTotal)
    {
        done = nowDone;
        total = nowTotal;
        return gatehouse::goesOn(progress, done, total);
    }
};

AskedProgress::AskedProgress(Progress progress) : m_state(std::make_shared<State>(std::move(progress))) {}

Progress AskedProgress::teller() const
{
    return [state = m_state](int done, int total) { return state->tell(done, total); };
}

bool AskedProgress::goesOn() const
{
    return m_state->tell(m_state->done, m_state->total);
}

ComparisonProgress AskedProgress::inTwoParts() const
{
    return {
        .reading = [state = m_state](int done, int total) { return state->tell(done, 2 * total); },
        .comparing = [state = m_state](int done, int total) { return state->tell(total + done, 2 * total); }};
}

}
