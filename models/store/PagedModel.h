#pragma once

#include "store/DatabaseThread.h"
#include "store/TableModel.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace gatehouse {

/// A table of what is stored, read page by page as the view asks for more. What is shown stays until what
/// replaces it is there.
template<typename Row>
class PagedModel : public TableModel<Row>
{
public:
    bool isComplete() const { return m_isComplete; }

    bool canFetchMore(const QModelIndex &parent) const final
    {
        return !parent.isValid() && !m_isComplete && !m_isLoading;
    }

    void fetchMore(const QModelIndex &parent) final
    {
        if (canFetchMore(parent))
            request(rows().isEmpty() ? nullptr : &rows().last(), pageSize);
    }

protected:
    using Page = Result<QList<Row>>;
    using TableModel<Row>::m_rows;
    using TableModel<Row>::rows;
    static constexpr int pageSize = 200;

    /// By what a row is known again when it is read again.
    using KeyOf = QString (*)(const Row &row);

    PagedModel(DatabaseThread &database, QList<TableColumn<Row>> columns, KeyOf keyOf, QObject *parent)
        : TableModel<Row>(std::move(columns), parent), m_database(database), m_keyOf(keyOf)
    {
    }

    /// What reads on the database's thread the `size` rows that follow `last`; null: the first ones.
    virtual std::function<Page(Database &)> reader(const Row *last, int size) const = 0;
    /// First rows are taken, of which nobody has been told yet.
    virtual void taken() {}
    virtual void tellLoaded() = 0; ///< first rows are shown
    virtual void tellFailed(const Error &error) = 0;
    /// Around the steps by which readQuietly() changes the rows.
    virtual void tellFollowBegins() {}
    virtual void tellFollowed() {}

    void readAgain(qsizetype size = pageSize)
    {
        m_isStale = false;
        request(nullptr, int(size));
    }

    /// Reads what is shown again, as far as it was read, and takes what differs row by row, so that nothing
    /// jumps. What cannot be read stays as it is, without a word.
    void readQuietly()
    {
        if (m_isLoading) {
            m_isStale = true;
            return;
        }
        m_isLoading = true;
        const int size = int(rows().size()) + pageSize;
        m_database
            .run([read = reader(nullptr, size), before = m_rows, size, keyOf = m_keyOf](Database &database) {
                return read(database).transform(
                    [&](const QList<Row> &now) { return differenceOf(before, now, size, keyOf); });
            })
            .then(this, [this, generation = ++m_generation](const Result<Difference> &difference) {
                if (generation == m_generation)
                    takeDifference(difference);
            });
    }

    /// Shows none, and waits for none.
    void forgetRows()
    {
        ++m_generation;
        this->beginResetModel();
        m_rows.clear();
        setRead(true);
        this->endResetModel();
    }

private:
    struct Difference
    {
        QList<Row> rows;
        RowSteps steps;
        bool isComplete = false;
    };

    /// Rows behind those that were shown are read when somebody gets there.
    static Difference differenceOf(const QList<Row> &before, const QList<Row> &now, int size, KeyOf keyOf)
    {
        Difference difference{now, {}, now.size() < size};
        if (!difference.isComplete) {
            QSet<QString> known;
            for (const Row &row : before)
                known << keyOf(row);
            const auto furthest = std::ranges::find_if(
                now.rbegin(), now.rend(), [&](const Row &row) { return known.contains(keyOf(row)); });
            difference.rows.resize(
                std::max({qsizetype(now.rend() - furthest), qsizetype(pageSize), before.size()}));
        }
        difference.steps = rowSteps(before, difference.rows, keyOf);
        return difference;
    }

    void takeDifference(const Result<Difference> &difference)
    {
        // Of rows that are not shown nobody knows, but how many there are may have changed.
        if (difference && (!difference->steps.isEmpty() || !difference->isComplete)) {
            tellFollowBegins();
            this->takeSteps(difference->steps, difference->rows);
            setRead(difference->isComplete);
            tellFollowed();
        } else {
            setRead(difference ? difference->isComplete : m_isComplete);
        }
        readStale();
    }

    void readStale()
    {
        if (std::exchange(m_isStale, false))
            readQuietly();
    }

    void request(const Row *last, int size)
    {
        m_isLoading = true;
        m_database.run(reader(last, size))
            .then(this, [this, isFirst = !last, size, generation = ++m_generation](const Page &page) {
                if (generation == m_generation)
                    take(page, isFirst, size);
            });
    }

    void take(const Page &page, bool isFirst, int size)
    {
        if (!page) {
            // Rows of a new question must not follow rows of an old one.
            setRead(m_isComplete || isFirst);
            tellFailed(page.error());
        } else if (isFirst) {
            this->beginResetModel();
            m_rows = *page;
            taken();
            setRead(m_rows.size() < size);
            this->endResetModel();
            tellLoaded();
        } else if (page->isEmpty()) {
            setRead(true);
        } else {
            this->beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + page->size()) - 1);
            m_rows += *page;
            setRead(page->size() < size);
            this->endInsertRows();
        }
        readStale();
    }

    /// Only once the rows are there: views ask for more while they are told of rows.
    void setRead(bool complete)
    {
        m_isComplete = complete;
        m_isLoading = false;
    }

    DatabaseThread &m_database;
    KeyOf m_keyOf;
    quint64 m_generation = 0; ///< answers to older questions are thrown away
    bool m_isComplete = true;
    bool m_isLoading = false;
    bool m_isStale = false; ///< others changed something while rows were read
};

}
