#pragma once

#include "store/PagedModel.h"
#include "store/audit/AuditLog.h"

namespace gatehouse {

/// The audit trail, newest first.
class AuditListModel : public PagedModel<AuditEntry>
{
    Q_OBJECT

public:
    enum Column { When, Who, What, Name };

    explicit AuditListModel(DatabaseThread &database, QObject *parent = nullptr);

    /// Reads what the filter wants.
    void show(const store::AuditFilter &filter);
    void clear();
    /// Shows what others did meanwhile, above what is shown.
    void follow();

Q_SIGNALS:
    void loaded(); ///< the first page is shown
    void followBegins();
    void followed();
    void failed(const gatehouse::Error &error);

private:
    std::function<Page(Database &)> reader(const AuditEntry *last, int size) const override;
    void tellFollowBegins() override { Q_EMIT followBegins(); }
    void tellFollowed() override { Q_EMIT followed(); }
    void tellLoaded() override { Q_EMIT loaded(); }
    void tellFailed(const Error &error) override { Q_EMIT failed(error); }

    store::AuditFilter m_filter;
    bool m_isCleared = true; ///< nothing is shown that could be followed
};

}
